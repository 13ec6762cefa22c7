import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("Pictures with labels")
struct PictureSourceTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  private func header(_ magic: UInt32, _ dimensions: [UInt32]) -> [UInt8] {
    ([magic] + dimensions).flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }

  /// Pictures of one brightness each, and their labels.
  private func write(
    _ labels: [UInt8], images: String, labelsPath: String, side: UInt32 = 28
  ) throws {
    let count = UInt32(labels.count)
    let pixels = labels.indices.flatMap { place in
      [UInt8](repeating: UInt8(place * 10), count: Int(side * side))
    }
    try scratch.write(header(0x803, [count, side, side]) + pixels, to: images)
    try scratch.write(header(0x801, [count]) + labels, to: labelsPath)
  }

  private func source<Source: DataSource>(_ type: Source.Type, _ fields: String) throws -> Source {
    let text = SpecSource(name: "data.json", text: "{\(fields)}")
    let reading = Reading<Source>(text)
    guard reading.diagnostics.isEmpty else {
      throw LocalRun.Mistake(description: reading.diagnostics.rendered(in: text))
    }
    return reading.value
  }

  private func load<Source: DataSource>(
    _ type: Source.Type, _ fields: String, for use: DataUse = .classes
  ) throws -> LoadedData {
    try source(type, fields).load(for: use, from: scratch.folder)
  }

  private func sentence<Source: DataSource>(_ type: Source.Type, _ fields: String) throws -> String?
  {
    let error = #expect(throws: DataError.self) { try load(type, fields) }
    return scratch.sentence(error)
  }

  /// Each set with its files' names and what torchvision calls its classes.
  private static let sets:
    [(kind: String, fields: String, stem: String, first: String, count: Int)] = [
      ("mnist", "", "MNIST/raw/train-", "0 - zero", 10),
      ("mnist", "\"split\": \"test\"", "MNIST/raw/t10k-", "0 - zero", 10),
      ("fashion_mnist", "", "FashionMNIST/raw/train-", "T-shirt/top", 10),
      ("kmnist", "", "KMNIST/raw/train-", "o", 10),
      ("emnist", "", "EMNIST/raw/emnist-balanced-train-", "0", 47),
      ("emnist", "\"split_name\": \"byclass\"", "EMNIST/raw/emnist-byclass-train-", "0", 62),
      (
        "emnist", "\"split_name\": \"bymerge\", \"split\": \"test\"",
        "EMNIST/raw/emnist-bymerge-test-", "0", 47
      ),
      ("emnist", "\"split_name\": \"letters\"", "EMNIST/raw/emnist-letters-train-", "N/A", 27),
      ("emnist", "\"split_name\": \"digits\"", "EMNIST/raw/emnist-digits-train-", "0", 10),
      ("emnist", "\"split_name\": \"mnist\"", "EMNIST/raw/emnist-mnist-train-", "0", 10),
    ]

  private func source(_ kind: String, _ fields: String) throws -> any DataSource {
    switch kind {
    case "mnist": try source(MNISTSource.self, fields)
    case "fashion_mnist": try source(FashionMNISTSource.self, fields)
    case "kmnist": try source(KMNISTSource.self, fields)
    default: try source(EMNISTSource.self, fields)
    }
  }

  @Test(
    "are read from where torchvision leaves them, with its names of classes",
    arguments: sets.indices)
  func eachSet(place: Int) throws {
    let set = Self.sets[place]
    try write(
      [3, 1, 3], images: "data/\(set.stem)images-idx3-ubyte",
      labelsPath: "data/\(set.stem)labels-idx1-ubyte")
    let source = try source(set.kind, set.fields)
    let data = try source.load(for: .classes, from: scratch.folder)
    #expect(data.examples.targets == [3, 1, 3])
    #expect(data.examples.classes?.count == set.count)
    #expect(data.examples.classes?.first == set.first)
    #expect(source.shape?.classCount == set.count)
    #expect(source.files(in: scratch.folder).count == 2)
    #expect(try source.load(for: .pictures, from: scratch.folder).examples.classes == nil)
  }

  @Test("that are not there are fetched by torchvision, where optlab does not")
  func missing() throws {
    let stem = "data/EMNIST/raw/emnist-letters-train-images-idx3-ubyte"
    #expect(
      try sentence(EMNISTSource.self, "\"split_name\": \"letters\"")
        == "data: there is no EMNIST here: neither \(stem) nor \(stem).gz exists; "
        + "torchvision.datasets.EMNIST(root, …, download=True) fetches it into the folder that `root` "
        + "names")
  }

  @Test("of EMNIST have its letters in torchvision's order")
  func letters() throws {
    let merged = try source(EMNISTSource.self, "\"split_name\": \"balanced\"").classNames
    #expect(merged.suffix(12) == ["Z", "a", "b", "d", "e", "f", "g", "h", "n", "q", "r", "t"])
    #expect(
      try source(EMNISTSource.self, "\"split_name\": \"byclass\"").classNames[35...37] == [
        "Z", "a", "b",
      ])
    #expect(try source(EMNISTSource.self, "\"split_name\": \"letters\"").classNames[26] == "z")
  }

  @Test("of QMNIST have a table of numbers, of which the first is the label")
  func tables() throws {
    let pixels = [UInt8](repeating: 7, count: 2 * 784)
    try scratch.write(
      header(0x803, [2, 28, 28]) + pixels, to: "data/QMNIST/raw/qmnist-test-images-idx3-ubyte")
    var labels = header(0xC02, [2, 8])
    for label in [9, 4] as [UInt8] {
      labels += [0, 0, 0, label] + [UInt8](repeating: 0xAB, count: 28)
    }
    let path = "data/QMNIST/raw/qmnist-test-labels-idx2-int"
    try scratch.write(try scratch.gzip(labels), to: path + ".gz")
    let data = try load(QMNISTSource.self, "\"split\": \"test\"")
    #expect(data.examples.targets == [9, 4])
    try scratch.write(labels.dropLast(), to: path)
    #expect(
      try sentence(QMNISTSource.self, "\"split\": \"test\"")
        == "\(path): the IDX header promises 2 x 8 x 4 = 64 bytes, but the file has only 63 after it; "
        + "it is incomplete")
    try scratch.write(idxBytes([2]), to: path)
    #expect(
      try sentence(QMNISTSource.self, "\"split\": \"test\"")
        == "\(path): the first four bytes are 0x00000801; IDX data of 32-bit numbers in 2 dimensions "
        + "begin with 0x00000C02")
  }

  @Test(
    "without labels, with too large ones, and with another number are refused where classes are learned"
  )
  func badLabels() throws {
    let stem = "data/MNIST/raw/train-"
    try write([1, 2], images: stem + "images-idx3-ubyte", labelsPath: "elsewhere")
    #expect(
      try sentence(MNISTSource.self, "")
        == "data: a classification learns what pictures show, and there is no file that says it: neither "
        + "\(stem)labels-idx1-ubyte nor \(stem)labels-idx1-ubyte.gz exists")
    #expect(try load(MNISTSource.self, "", for: .pictures).examples.count == 2)
    try write([1, 12], images: stem + "images-idx3-ubyte", labelsPath: stem + "labels-idx1-ubyte")
    #expect(
      try sentence(MNISTSource.self, "")
        == "data: the label of example 1 is 12, but there are 10 classes, whose labels are 0 ... 9")
    try scratch.write(idxBytes([3]), to: stem + "labels-idx1-ubyte")
    #expect(
      try sentence(MNISTSource.self, "")?.hasPrefix(
        "\(stem)labels-idx1-ubyte: there are 3 labels for the 2")
        == true)
  }

  @Test(
    "have their own test pictures as the part that is held out, or a share of the first so many")
  func holdout() throws {
    try write(
      [1, 2, 3, 1], images: "data/MNIST/raw/train-images-idx3-ubyte",
      labelsPath: "data/MNIST/raw/train-labels-idx1-ubyte")
    try write(
      [2, 1], images: "data/MNIST/raw/t10k-images-idx3-ubyte",
      labelsPath: "data/MNIST/raw/t10k-labels-idx1-ubyte")
    let test = try load(MNISTSource.self, "\"holdout\": \"test\", \"count\": 3")
    #expect(test.examples.targets == [1, 2, 3])
    #expect(test.heldOut?.targets == [2, 1])
    #expect(
      try source(MNISTSource.self, "\"holdout\": \"test\"").files(in: scratch.folder).count == 4)
    let share = try load(MNISTSource.self, "\"holdout\": 0.3, \"count\": 3")
    #expect(share.examples.count == 2 && share.heldOut?.count == 1)
    let error = #expect(throws: LocalRun.Mistake.self) {
      try source(MNISTSource.self, "\"holdout\": \"test\", \"split\": \"test\"")
    }
    #expect(error?.description.contains("these are the pictures that are trained on") == true)
  }

  @Test("of any size lie in any IDX file")
  func anywhere() throws {
    try write([0, 4, 2], images: "a.idx", labelsPath: "b.idx", side: 5)
    try write([7], images: "c.idx", labelsPath: "d.idx", side: 5)
    let fields = "\"images\": \"a.idx\", \"labels\": \"b.idx\""
    let data = try load(IDXSource.self, fields)
    #expect(data.examples.width == 25)
    #expect(data.examples.classes == ["0", "1", "2", "3", "4"])
    #expect(data.examples.targets == [0, 4, 2])
    #expect(try load(IDXSource.self, fields + ", \"count\": 2").examples.count == 2)
    let other = "\(fields), \"holdout\": {\"images\": \"c.idx\", \"labels\": \"d.idx\"}"
    let divided = try load(IDXSource.self, other)
    #expect(divided.examples.classes?.count == 8 && divided.heldOut?.targets == [7])
    #expect(try source(IDXSource.self, other).files(in: "x").count == 4)
    #expect(
      try sentence(IDXSource.self, "\(fields), \"count\": 4")
        == "a.idx: the file has 3 images, but `count` asks for 4; without `count`, all are taken")
    #expect(
      try sentence(IDXSource.self, "\"images\": \"a.idx\", \"labels\": \"d.idx\"")
        == "d.idx: there are 1 label for the 3 images in a.idx; each image has one label")
    try write([7], images: "c.idx", labelsPath: "d.idx", side: 6)
    #expect(
      try sentence(IDXSource.self, other)
        == "c.idx: the images have 6 rows of 6 pixels; expected are 5 of 5")
    #expect(
      try sentence(IDXSource.self, "\"images\": \"a.idx\", \"labels\": \"e.idx\"")?
        .hasPrefix("e.idx: there is no such file") == true)
  }
}
