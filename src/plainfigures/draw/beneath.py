"""What drawing stands on beside the libraries' own versions: letters, and how pictures are packed."""

import hashlib
from pathlib import Path

__all__ = ["beneath_drawing"]


def beneath_drawing() -> dict[str, str]:
    """Return what can change a drawing and has no version of its own, by name."""
    import matplotlib as mpl
    from matplotlib import ft2font
    from PIL import features

    fonts = hashlib.sha256()
    for file in sorted(Path(mpl.get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf")):
        fonts.update(file.read_bytes())
    return {
        "freetype": str(ft2font.__freetype_version__),
        "pictures": str(features.version("zlib")),
        "letters": fonts.hexdigest()[:12],
    }
