import ExperimentRunner
import Glibc
import OptimizerLab
import SpecLanguage

// What libFuzzer calls with each input. The reader is chosen once, by FUZZ_READER, so that each has
// a corpus of its own. A trap, a leak or a hang is the fuzzer's to find; what must hold beyond that
// is checked here, and `check` ends the process where it does not.

private enum Reader: String {
  case spec, idx, gzip, csv, safetensors
}

private let reader: Reader = {
  guard let name = getenv("FUZZ_READER"), let reader = Reader(rawValue: String(cString: name))
  else {
    fatalError("FUZZ_READER is spec, idx, gzip, csv or safetensors")
  }
  return reader
}()

/// A file in memory: the readers want a path.
private let path: String = {
  let name = "/dev/shm/optlab-fuzz-\(getpid())"
  let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
  precondition(descriptor >= 0 && unlink(name) == 0, "there is no /dev/shm to write to")
  return "/proc/self/fd/\(descriptor)"
}()

private let descriptor = Int32(path.split(separator: "/").last!)!

private func write(_ bytes: [UInt8]) {
  precondition(
    ftruncate(descriptor, 0) == 0 && pwrite(descriptor, bytes, bytes.count, 0) == bytes.count)
}

private func check(_ holds: Bool, _ what: String) {
  if !holds { fatalError(what) }
}

private func isPrintable(_ text: String) -> Bool {
  text.unicodeScalars.allSatisfy { $0.value >= 0x20 }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  switch reader {
  case .spec: readSpec(bytes)
  case .safetensors: readWeights(bytes)
  case .idx, .gzip: readImages(bytes)
  case .csv: readTable(bytes)
  }
  return 0
}

private func readSpec(_ bytes: [UInt8]) {
  let source = SpecSource(name: "spec.json", bytes: bytes)
  let reading = Reading<Experiment>(source)
  check(
    isPrintable(reading.diagnostics.rendered(in: source).replacing("\n", with: " ")),
    "a report with control characters")
  guard reading.diagnostics.isEmpty else { return }
  // What is read without a mistake is JSON, and says the same again.
  check((try? JSONParser.parse(bytes)) != nil, "a good spec that is not JSON")
  let text = JSONText.compact(reading.resolved)
  let again = Reading<Experiment>(SpecSource(name: "again", text: text))
  check(
    again.diagnostics.isEmpty && JSONText.compact(again.resolved) == text, "read otherwise again")
}

private func readWeights(_ bytes: [UInt8]) {
  do throws(SafetensorsError) {
    let file = try SafetensorsFile(decoding: bytes)
    let again = try? SafetensorsFile(decoding: file.encoded)
    check(again == file, "read otherwise again")
  } catch {
    check(isPrintable(error.description), "a message with control characters")
  }
}

private func readImages(_ bytes: [UInt8]) {
  write(bytes)
  do throws(DataError) {
    let file = try IDXFile.read(at: path, dimensionCount: 3)
    check(file.bytes.count == file.dimensions.reduce(1, *), "another size than its header's")
  } catch {
    check(isPrintable(error.description), "a message with control characters")
  }
}

private func readTable(_ bytes: [UInt8]) {
  write(bytes)
  do throws(DataError) {
    var request = TableRequest()
    request.features = .list([.columns(.name("x"))])
    request.targets = [.name("y")]
    var reader = TableReader(request)
    try reader.read(path)
    let table = try reader.table(path)
    let inputs = table.features.floats
    check(
      inputs.count == table.rowCount && table.targets.count == table.rowCount
        && inputs.allSatisfy(\.isFinite), "a table of another size")
  } catch {
    check(isPrintable(error.description), "a message with control characters")
  }
}
