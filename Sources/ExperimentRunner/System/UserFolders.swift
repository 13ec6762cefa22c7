internal import FoundationEssentials
internal import Glibc

/// Where the program keeps what is no run's.
package enum UserFolders {
  /// `XDG_CACHE_HOME/optlab`, or `~/.cache/optlab`; without a home, a folder of the user's own in /tmp.
  package static var cache: String {
    let variables = ProcessInfo.processInfo.environment
    // The convention says that a path that is not absolute does not count.
    if let place = variables["XDG_CACHE_HOME"], place.hasPrefix("/") { return "\(place)/optlab" }
    if let home = variables["HOME"], home.hasPrefix("/"), home != "/" {
      return "\(home)/.cache/optlab"
    }
    return temporary
  }

  /// For those whose home cannot be written to.
  package static var temporary: String { "/tmp/optlab-\(geteuid())" }

  /// The data sets that are fetched: `OPTLAB_DATA`, or `data` in the cache.
  package static var data: String {
    let place = ProcessInfo.processInfo.environment["OPTLAB_DATA"] ?? ""
    return place.isEmpty ? "\(cache)/data" : place
  }
}
