"""Old books come in: chosen, understood, looked through, agreed, and undone if need be."""
