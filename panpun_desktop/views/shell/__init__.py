"""The frame around the pages: navigation, top bar, bottom bar, privacy mask."""
