/// The script that teaches a shell this program's words, from the one that is generated of its arguments.
///
/// What is generated takes a word for done where it is not: after a folder or the key of a spec it leaves a
/// blank; and bash would run what stands in the name of a file. So the functions that offer words are
/// replaced.
struct CompletionScript {
  let text: String

  /// - Parameter generated: for bash, zsh or fish; fish needs nothing.
  init(_ generated: String) {
    if generated.hasPrefix("#!/bin/bash\n") {
      text = Self.bash(generated)
    } else if generated.hasPrefix("#compdef ") {
      text = Self.zsh(generated)
    } else {
      text = generated
    }
  }

  /// Whether the program is asked for a script.
  static func isAskedFor(by arguments: [String]) -> Bool {
    arguments.contains { $0.hasPrefix("--generate-completion-script") }
  }

  /// It is read by the shell, and no program: the first line goes. Later definitions win.
  private static func bash(_ generated: String) -> String {
    let lines = generated.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
    return lines.joined(separator: "\n") + """

      # The words that begin as the one that is completed. compgen -W would expand them, and run what is in them.
      __optlab_add_completions() {
          local completion
          if [[ "${1}" = -W ]]; then
              while IFS='' read -r completion; do
                  [[ -n "${completion}" && "${completion}" = "${cur//\\\\/}"* ]] && COMPREPLY+=("${completion}")
              done <<<"${2}"
          else
              while IFS='' read -r completion; do
                  COMPREPLY+=("${completion}")
              done < <(IFS=$'\\n' compgen "${@}" -- "${cur}")
          fi
      }

      __optlab_custom_complete() {
          # Without what quotes blanks: the words as the program would get them.
          "${COMP_WORDS[0]/#\\~\\//${HOME}/}" "${@}" "${COMP_WORDS[@]//\\\\/}" 2>/dev/null
      }

      # A folder and the key of a spec go on.
      _optlab_open_words() {
          _optlab "${@}"
          if [[ "${3}" = --set ]]; then
              compopt +o filenames
              # bash quotes the names of files, and nothing else.
              local -i place
              for place in "${!COMPREPLY[@]}"; do
                  printf -v "COMPREPLY[place]" %q "${COMPREPLY[place]}"
              done
          fi
          [[ "${#COMPREPLY[@]}" -gt 0 && "${COMPREPLY[0]}" = *[=./] ]] && compopt -o nospace
          return 0
      }

      complete -o filenames -F _optlab_open_words optlab

      """
  }

  private static func zsh(_ generated: String) -> String {
    let offers = "    _describe -V '' non_empty_completions -- empty_completions -P $'\\'\\''\n"
    return generated.replacing(
      offers,
      with: """
            # A folder and the key of a spec go on.
            local -ar open=("${(@M)non_empty_completions:#*[=./]}")
            local -ar whole=("${(@)non_empty_completions:#*[=./]}")
            local -i offered=1
            (( ${#open} )) && compadd -S '' -a open && offered=0
            (( ${#whole} )) && compadd -a whole && offered=0
            (( ${#empty_completions} )) && compadd -a empty_completions && offered=0
            return "${offered}"

        """
    ).replacing(
      "\"${command_name}\" \"${@}\" \"${command_line[@]}\")",
      with: "\"${(Q)command_name}\" \"${@}\" \"${(@Q)command_line}\" 2>/dev/null)")
  }
}
