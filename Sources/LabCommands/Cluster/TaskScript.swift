internal import ExperimentRunner
internal import Glibc

/// The scripts that a scheduler runs: short enough to be read, and their user's once they are written.
struct TaskScript: Sendable {
  let name: String
  /// The program itself, from the root on: a task never builds.
  let program: String
  /// The run's folder, from the root on.
  let folder: String
  let options: SubmitOptions
  /// What the user has put before all that is done; `nil` for an empty place for it.
  let setup: String?
  /// What the results say that they were made by; empty where that is not known.
  let commit: String

  /// A job's name, of letters that every scheduler takes.
  private var jobName: String {
    String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
  }

  private var flags: String { options.allowsExternal ? " --allow-external" : "" }

  private func head(_ name: String, _ lines: [String]) -> String {
    (["--job-name=\(name)", "--nodes=1", "--ntasks=1"] + lines).map { "#SBATCH \($0)\n" }.joined()
  }

  private var taskHead: String {
    head(
      jobName,
      ["--cpus-per-task=\(options.cpus)"] + options.head + [
        "--requeue", "--open-mode=append", "--signal=B:USR1@\(options.secondsBeforeEnd)",
      ])
  }

  private var places: String {
    """
    # --- yours: modules, containers, variables ---
    \(setup ?? Self.noSetup)
    # --- the end of yours ---

    optlab=\(ShellText.always(program))
    folder=\(ShellText.always(folder))
    export OPTLAB_COMMIT=\(ShellText.always(commit))

    """
  }

  private static let noSetup = """
    # module load …
    # OPTLAB_RUN="apptainer exec --bind /project image.sif"
    """

  /// Trains one share. Its first argument is what is added to the place in the array.
  var task: String {
    """
    #!/bin/bash
    # Trains one share of the trials of \(folderComment).
    # `optlab submit` wrote this once; what you change stays, and `optlab submit --again` uses it.
    \(taskHead)
    \(places)
    # An array's places end at the cluster's MaxArraySize, so a share is a place and an offset; and how many
    # shares there are says the plan, however many are in this array.
    share=$((${1:-0} + SLURM_ARRAY_TASK_ID))
    shares=$(sed -n 's/^ *"shares": \\([0-9]*\\).*/\\1/p' "$folder/slurm/plan.json")
    state=$folder/slurm/task-$share.state
    export OPTLAB_LOG=$folder/slurm/${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID.log

    # Says in the state how the run ended.
    note() {
      { grep -v -e '^phase=' -e '^code=' "$state" 2>/dev/null
        printf '%s\\n' "$@"; } >"$state.script" && mv "$state.script" "$state"
    }

    # USR1: the time is nearly over. The run is told to end, which writes its checkpoints.
    # TERM: cancelled, preempted or requeued. Slurm tells that to all of a task's processes, and a second
    # request ends the run at once: it is passed on late, for those who told the script alone.
    near='' stopped='' run=''
    trap 'near=1; [ -z "$run" ] || kill -TERM "$run" 2>/dev/null' USR1
    trap 'stopped=1; [ -z "$run" ] || (sleep 3; kill -TERM "$run" 2>/dev/null) &' TERM

    ${OPTLAB_RUN:-} "$optlab" run "$folder/experiment.json" --out "$folder" \\
      --shard "$share/$shares" --state "$state"\(flags) &
    run=$!
    [ -z "$near$stopped" ] || kill -TERM "$run" 2>/dev/null
    wait "$run"
    # A signal ends the wait, not the run.
    while kill -0 "$run" 2>/dev/null; do wait "$run"; done
    wait "$run"
    code=$?

    # Puts the task back into the queue, unless that leads nowhere.
    again() {
      local idle
      idle=$(sed -n 's/^idle=//p' "$state" 2>/dev/null)
      if [ "${idle:-0}" -ge 2 ]; then
        note phase=failed code=$code "reason=$1 twice, and no step was made in between"
        exit 1
      fi
      if [ "${SLURM_RESTART_COUNT:-0}" -ge 20 ]; then
        note phase=failed code=$code "reason=it was started 20 times"
        exit 1
      fi
      note phase=requeued code=$code
      if ! scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"; then
        note phase=failed code=$code 'reason=scontrol could not put it back into the queue'
        exit 1
      fi
      # Until Slurm ends this start: one that ends by itself would count as failed.
      sleep 60
      exit 143
    }

    if [ "$code" = 0 ]; then
      note phase=done code=0
    elif [ -n "$stopped" ]; then
      note phase=stopped code=$code
    elif [ -n "$near" ] && [ "$code" = 143 ]; then
      again 'the time (--time) was over'
    elif [ "$code" = 75 ]; then
      again 'another process had the folder'
    elif [ "$code" -gt 128 ]; then
      note phase=failed code=$code "reason=SIG$(kill -l "$((code - 128))")"
    else
      # Where its state has no reason, what it has said last.
      why=''
      grep -q '^reason=' "$state" 2>/dev/null ||
        why=$(grep -a -e '^optlab: ' -e ': error: ' "$OPTLAB_LOG" 2>/dev/null | tail -n 1 | cut -c 1-300)
      note phase=failed code=$code ${why:+"reason=${why#optlab: }"}
    fi
    exit "$code"

    """
  }

  /// Writes tables and figures when all tasks are over, however they ended.
  var collect: String {
    """
    #!/bin/bash
    # Writes the tables and figures of \(folderComment) from what there is.
    # `optlab submit` wrote this once; what you change stays.
    \(head("\(jobName)-collect", ["--cpus-per-task=1"] + options.head))
    \(places)
    ${OPTLAB_RUN:-} "$optlab" collect "$folder" --partial\(flags)

    """
  }

  /// The same without a scheduler: all shares one after another, or the one that is named.
  func shares(_ count: Int) -> String {
    """
    #!/bin/bash
    # Trains the shares of the trials of \(folderComment).
    # `shares.sh` trains all \(count) of them, one after another, and collects; `shares.sh 3` trains the third,
    # `shares.sh 3 7` the third and the seventh. `optlab status` says how far they are.
    # Several at the same time, with GNU parallel:
    #   seq \(count) | parallel -j 4 ./shares.sh {}; optlab collect .
    \(places)
    # In place of the shell, so that a scheduler's signal reaches it.
    share() {
      exec ${OPTLAB_RUN:-} "$optlab" run "$folder/experiment.json" --out "$folder" \\
        --shard "$1/\(count)" --state "$folder/shares/task-$1.state"\(flags)
    }
    if [ $# = 1 ]; then share "$1"; fi

    # One after another, until one is told to end.
    all() {
      local place worst=0 code
      for place in "$@"; do
        (share "$place")
        code=$?
        if [ "$code" -gt 128 ]; then exit "$code"; fi
        if [ "$code" -gt "$worst" ]; then worst=$code; fi
      done
      return "$worst"
    }
    if [ $# -gt 1 ]; then
      all "$@"
      exit
    fi
    all $(seq \(count))
    ${OPTLAB_RUN:-} "$optlab" collect "$folder"\(flags)

    """
  }

  /// The folder in a comment, which ends with its line.
  private var folderComment: String { folder.replacing("\n", with: " ") }
}
