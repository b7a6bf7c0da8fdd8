"""The machine that a run was made on, as far as it matters and no further: neither its name nor its paths."""

import os
import platform
import re
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
