"""What a run was made on and of, as far as it matters and no further: neither the machine's name nor its paths."""

import os
import platform
import re
import subprocess
from pathlib import Path


def machine():
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": model[1].strip() if model else platform.machine(),
        "memory_gb": round(int(memory[1]) / 1e6),
        "kernel": platform.release(),
    }


def commit(folder):
    """The commit of the code in a folder, marked where it has been changed since; empty where it is no checkout."""
    asked = ["git", "describe", "--always", "--exclude", "*", "--dirty= with changes"]
    try:
        return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
