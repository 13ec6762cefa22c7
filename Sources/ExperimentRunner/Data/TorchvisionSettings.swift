internal import OptimizerLab
internal import SpecLanguage

/// The settings that all sets have that torchvision lays out.
package struct TorchvisionSettings: Sendable {
  package enum Split: String, Sendable, CaseIterable {
    case train, test

    package var part: TorchvisionFolder.Split { self == .train ? .train : .test }
  }

  package var root = "data"
  package var split = Split.train
  package var count: Int?
  package var holdout = HoldoutSettings()

  mutating func configure(_ fields: inout Fields, canHoldOut: Bool) {
    fields.text(
      "root", &root, "The folder that torchvision was given, relative to the spec.")
    fields.choice("split", &split, "The pictures to train with, or those to test with.")
    fields.integer("count", &count, in: 1...1_000_000, "The first so many; without it, all.")
    guard canHoldOut else { return }
    holdout.configure(&fields, besidesShare: .testSplit)
    if split == .test, holdout.part == .testSplit {
      fields.report(
        "these are the pictures that are trained on; \"split\": \"train\" trains on the others",
        at: ["holdout"])
    }
    if let count { holdout.check(&fields, exampleCount: count) }
  }

  /// What is read: the pictures to learn from, and those that are held out.
  var splits: [TorchvisionFolder.Split] {
    [split.part] + (holdout.part == .testSplit ? [.test] : [])
  }

  /// The folder of the spec's own where it is there, or else the user's with that set.
  package func place(in folder: String, of dataset: TorchvisionFolder.Dataset) -> String {
    let own = DataPath.resolve(root, in: folder)
    let fetched = UserFolders.data
    let isFetched = !OutputFile.exists(own) && TorchvisionFolder(root: fetched).has(dataset)
    return isFetched ? fetched : own
  }

  func folder(in folder: String, of dataset: TorchvisionFolder.Dataset) -> TorchvisionFolder {
    TorchvisionFolder(root: place(in: folder, of: dataset))
  }
}
