package import Foundation

/// Programs in Python that are optimizers, for tests: the lab's own file for them, beside a rule.
package enum PythonRules {
  /// A Python with numpy, as a command has it; `nil` where there is none.
  package static let python: String? = {
    let named = ProcessInfo.processInfo.environment["OPTLAB_STATISTICS_PYTHON"]
    return [named, "python3"].compactMap(\.self).first { program in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program, "-c", "import numpy"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  package static let isThere = python != nil
  package static let isMissing =
    "there is no numpy; ./test fetches it where it can, or name a Python that has it in OPTLAB_STATISTICS_PYTHON"

  /// `"command": ["python3", "adam.py"]`
  package static func command(_ file: String) -> String {
    "\"command\": [\"\(python ?? "python3")\", \"\(file)\"]"
  }

  /// The helper that a rule imports.
  package static let helper = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Assignments/Clients/optlab.py")

  /// Writes a rule, whose first function is the optimizer, and the helper beside it.
  package static func write(
    _ rule: String, to name: String, asks: Bool = false, in scratch: TestFolder
  ) throws {
    let function = rule.trimmingPrefix("def ").prefix { $0 != "(" }
    let call = "optlab.run(\(function)\(asks ? ", asks=True" : ""))"
    try scratch.write(
      "import numpy as np\nimport optlab\n\n\(rule)\n\nif __name__ == \"__main__\":\n    \(call)\n",
      to: name)
    if !scratch.exists("optlab.py") {
      try FileManager.default.copyItem(at: helper, to: scratch.file("optlab.py"))
    }
  }

  package static let adam = """
    def adam(theta, g, state, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
        t = state["t"] = state.get("t", 0) + 1
        m = state["m"] = beta1 * state.get("m", 0.0) + (1 - beta1) * g
        v = state["v"] = beta2 * state.get("v", 0.0) + (1 - beta2) * g * g
        return theta - lr * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + eps)
    """

  package static let nesterov = """
    def nesterov(theta, gradient, state, lr=0.01, mu=0.9):
        v = state.get("v", 0.0)
        v = state["v"] = mu * v + gradient(theta - lr * mu * v)
        return theta - lr * v
    """

  package static let adadelta = """
    def adadelta(theta, g, state, lr=1.0, rho=0.9, eps=1e-6):
        s = state["s"] = rho * state.get("s", 0.0) + (1 - rho) * g * g
        d = np.sqrt(state.get("u", 0.0) + eps) / np.sqrt(s + eps) * g
        state["u"] = rho * state.get("u", 0.0) + (1 - rho) * d * d
        return theta - lr * d
    """
}
