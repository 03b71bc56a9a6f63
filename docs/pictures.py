"""Takes pictures of the program: every page, in Chinese and English, by day and by night.

    python -m docs.pictures [FOLDER] [--only NAME …] [--language zh_CN|en] [--theme light|dark]

They go to FOLDER (``pictures`` in the current one); no screen is needed. ``--readme`` takes the four that the README
shows, to ``docs/pictures``.
"""

from __future__ import annotations

import argparse
import os
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from docs.scenes import SCENES, Scene
from docs.studio import Studio, make_depot, screen
from inventory import i18n
from ui.application import application

THEMES: Final = ("light", "dark")
SHOWN: Final = Path(__file__).resolve().parent / "pictures"
README: Final = (
    ("asset-history", "zh_CN", "light"),
    ("assets", "en", "dark"),
    ("import-preview", "zh_CN", "light"),
    ("label-sheet", "en", "light"),
)
"""The pictures that the README shows: scene, language, theme."""


def take(
    app: QApplication, folder: Path, language: str, theme: str, scenes: Sequence[Scene] = SCENES
) -> Iterator[tuple[Scene, QPixmap]]:
    """The pictures of ``scenes`` one after another. ``folder`` is for what the program writes meanwhile."""
    i18n.use("zh_CN")  # the demonstration depot keeps its books in the language of its people
    studio = Studio(app, make_depot(folder), folder, language, theme)
    try:
        for scene in scenes:
            scene.pose(studio)
            yield scene, studio.picture()
    finally:
        studio.close()


def file_name(scene: str, language: str, theme: str) -> str:
    """How a picture is called."""
    return f"{scene}-{language[:2]}-{theme}.png"


def packed(image: QImage) -> QImage:
    """The same picture in its 256 most frequent colours: what else there is are the edges of letters."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counts = Counter(array("I", bytes(plain.constBits())))
    return plain.convertToFormat(QImage.Format.Format_Indexed8, [colour for colour, _count in counts.most_common(256)])


def main(arguments: Sequence[str]) -> int:
    """Take what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m docs.pictures", description="Take pictures of the program.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("pictures"))
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[scene.name for scene in SCENES])
    parser.add_argument("--language", choices=i18n.LANGUAGES)
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--readme", action="store_true", help="the four pictures of the README, to docs/pictures")
    wanted = parser.parse_args(arguments)
    folder: Path = SHOWN if wanted.readme else wanted.folder
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        os.environ["QT_QPA_PLATFORM"] = screen(Path(place))  # read when the QApplication is made
        app = application()
    for language in [wanted.language] if wanted.language else i18n.LANGUAGES:
        for theme in [wanted.theme] if wanted.theme else THEMES:
            chosen = [scene for scene in SCENES if not wanted.only or scene.name in wanted.only]
            if wanted.readme:
                chosen = [scene for scene in SCENES if (scene.name, language, theme) in README]
            if not chosen:
                continue
            with TemporaryDirectory() as desk:
                for scene, picture in take(app, Path(desk), language, theme, chosen):
                    path = folder / file_name(scene.name, language, theme)
                    image = picture.toImage()
                    (packed(image) if wanted.readme else image).save(str(path), quality=0)  # 0: as small as it goes
                    print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
