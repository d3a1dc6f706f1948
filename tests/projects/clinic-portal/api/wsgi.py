"""Entry points of the API: gunicorn imports `app`, a developer runs this file."""

import os

from app import create_app

app = create_app()


def serve_locally() -> None:
    """Serve the clinic network demo from a workstation."""
    # planted: debug-mode
    app.run(host="127.0.0.1", port=5000, debug=True)


def serve_for_smoke_test() -> None:
    """Serve on the port that the smoke test expects."""
    port = int(os.environ.get("PORTAL_PORT", "5001"))
    # near-miss: debug-mode
    app.run(host="127.0.0.1", port=port, debug=False)


if __name__ == "__main__":
    if os.environ.get("PORTAL_SMOKE") == "1":
        serve_for_smoke_test()
    else:
        serve_locally()
