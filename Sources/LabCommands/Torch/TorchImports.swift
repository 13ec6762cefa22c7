internal import OptimizerLab

/// The lines by which a script imports what it uses.
enum TorchImports {
  /// Lines with what stands in a script that needs them, in the order of a script.
  private static let standard: [(line: String, markers: [String])] = [
    ("import csv", ["csv.DictWriter(", "csv.reader("]),
    ("import gzip", ["gzip.decompress("]),
    ("import io", ["io.StringIO("]),
    ("import itertools", ["itertools.product("]),
    ("import json", ["json.loads("]),
    ("import math", ["math."]),
    ("import struct", ["struct.unpack("]),
    ("import sys", ["sys.argv"]),
    ("import time", ["time.perf_counter("]),
    ("from collections.abc import Callable", ["make: Callable"]),
    ("from dataclasses import dataclass, replace", ["replace(entry"]),
    ("from dataclasses import dataclass", ["@dataclass"]),
    ("from functools import partial", ["partial("]),
    ("from pathlib import Path", ["Path("]),
    ("from types import SimpleNamespace", ["SimpleNamespace("]),
  ]

  private static let torch: [(line: String, markers: [String])] = [
    ("import torch", ["torch."]),
    ("from torch import nn", ["nn."]),
    ("from torch.optim import lr_scheduler", ["lr_scheduler."]),
    ("from torch.utils.data import DataLoader, TensorDataset, random_split", ["random_split("]),
    ("from torch.utils.data import DataLoader, TensorDataset", ["DataLoader("]),
  ]

  static func lines(for text: String) -> String {
    [standard, torch].map { lines in
      lines.filter { line in line.markers.contains { text.contains($0) } }
        .reduce(into: [String]()) { taken, next in
          // `dataclass, replace` has the line that imports `dataclass` alone in it.
          if !taken.contains(where: { $0.hasPrefix(next.line) }) { taken.append(next.line) }
        }
        .map { "\($0)\n" }.joined()
    }.joined(separator: "\n")
  }
}
