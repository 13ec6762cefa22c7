/// The function of a script that makes a `DataLoader`; optlab's own order is `BatchOrder`.
enum TorchLoader {
  static func text(_ traits: TorchTraits) -> String {
    var lines = [
      "def make_loader(problem, entry):",
      "    \"\"\"Cuts the examples into batches, in an order that the seed decides.\"\"\"",
      "    data = problem.data",
    ]
    if traits.hasOwnBatches {
      lines += [
        "    size = entry.batch_size or problem.batch_size", "    if size == \"all\":",
        "        size = len(data)",
      ]
    } else {
      lines.append("    size = problem.batch_size")
    }
    if traits.shufflesOnce {
      lines += [
        "    if problem.shuffle == \"once\":", "        order = torch.randperm(len(data))",
        "        data = TensorDataset(*(tensor[order] for tensor in data.tensors))",
      ]
    }
    let arguments =
      [
        "data", "min(size, len(data))",
        "shuffle=problem.shuffle\(traits.shufflesOnce ? " is True" : "")",
      ] + (traits.dropsLast ? ["drop_last=problem.drop_last"] : [])
    lines.append(
      "    return \(PythonText.call("DataLoader", arguments, depth: 1, after: "return "))")
    return lines.joined(separator: "\n") + "\n"
  }
}
