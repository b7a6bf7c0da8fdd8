"""Measuring in a process of its own, which gives back its memory and leaves the threads of the web server alone."""

import json
import subprocess
import sys
from pathlib import Path
from threading import Thread

from django.db import connection

PROGRAM = Path(__file__).with_name("measuring.py")
LONGEST = 120  # seconds


def measure_aside(tables):
    """Return the figures of (counts, codes, scale), where counts are [[first code, second code, number], …]."""
    command = [sys.executable, "-P", PROGRAM]
    done = subprocess.run(
        command, input=json.dumps(tables), capture_output=True, text=True, check=True, timeout=LONGEST
    )
    return json.loads(done.stdout)


def soon(work):
    """Do something beside the request that asks for it; if the process ends before, it is done when it is needed."""

    def run():
        try:
            work()
        finally:
            connection.close()

    Thread(target=run, daemon=True).start()
