"""The depot's stock in the window: papers, stocktakes, supply, places and suppliers, each a tab."""
