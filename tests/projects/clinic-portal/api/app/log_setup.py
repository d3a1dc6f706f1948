"""Logging configuration: one JSON object a line, times in UTC."""

import json
import logging
import logging.config
import time


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON, so that a message cannot forge a second line."""

    converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(
            {
                "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%SZ"),
                "level": record.levelname,
                "logger": record.name,
                "message": record.getMessage(),
            }
        )


def configure() -> None:
    """Install the handlers; called once, by the application factory."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonFormatter}},
            "handlers": {
                "console": {
                    "class": "logging.StreamHandler",
                    "formatter": "json",
                }
            },
            "root": {"level": "INFO", "handlers": ["console"]},
        }
    )
