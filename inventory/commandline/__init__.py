"""The program without its window: arguments in; sentences or one JSON document out."""
