internal import ExperimentRunner
internal import OptimizerLab

// On what the trials were trained, where that is not one kind of machine.
extension OutputFolder {
  /// Trials that were trained on one kind of machine.
  struct MachineGroup {
    /// The kinds, of a trial that was taken up elsewhere several.
    var kinds: [TrainingPlace.Arithmetic]
    var hosts: Set<String> = []
    var programs: Set<String> = []
    var trials = 0
  }

  /// In the order in which the spec's trials come to them; those whose results do not say where they were
  /// trained are none.
  var machines: [MachineGroup] {
    var groups: [MachineGroup] = []
    for trial in trials {
      guard let places = results[trial.index]?.places, !places.isEmpty else { continue }
      var kinds: [TrainingPlace.Arithmetic] = []
      for place in places where !kinds.contains(place.arithmetic) { kinds.append(place.arithmetic) }
      let known = groups.firstIndex { $0.kinds == kinds }
      if known == nil { groups.append(MachineGroup(kinds: kinds)) }
      let place = known ?? groups.count - 1
      groups[place].hosts.formUnion(places.map(\.host))
      groups[place].programs.formUnion(places.map(\.program))
      groups[place].trials += 1
    }
    return groups
  }

  /// What a reader must know of trials from several kinds of machine; `nil` where they are from one.
  var machineRemark: String? {
    let groups = machines
    guard groups.count > 1 else { return nil }
    let items = groups.prefix(Self.mostTold).map { "\($0.trials) on \($0.words)" }
    let more = groups.count - items.count
    return "the trials were trained on \(groups.count) kinds of machine: "
      + items.joined(separator: "; ") + (more > 0 ? "; and on \(more) more" : "")
      + ". \(Self.consequence)"
  }

  /// What that does to the numbers.
  static let consequence =
    "Their sums have other last digits, and training makes the difference grow: the final loss of a "
    + "trial is another from its eighth to its second digit. No table can be had again bit for bit on one "
    + "machine, and where all trials of an optimizer were on one kind, a small lead may be the machine's"

  private static let mostTold = 4
}

extension OutputFolder.MachineGroup {
  /// The processor, the libraries and the hosts.
  var words: String {
    let kinds = kinds.map { "\($0.processor) with \($0.libraries)" }
    let hosts = hosts.sorted()
    let shown = hosts.prefix(3).joined(separator: ", ")
    return kinds.joined(separator: ", then ")
      + " (\(shown)\(hosts.count > 3 ? " and \(hosts.count - 3) more" : ""))"
  }
}
