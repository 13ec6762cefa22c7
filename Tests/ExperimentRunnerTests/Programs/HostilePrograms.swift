import ExperimentRunner

extension HostileProgram {
  /// What takes its time: each is ended by a limit.
  static let slow =
    stuck.map { $0.hurried { $0.stepSeconds = 0.3 } }
    + [
      HostileProgram(
        does: "loops for ever at its start", start: "while True: pass", sentence: startLimit
      ).hurried { $0.startSeconds = 0.4 },
      hurrying,
    ]

  private static let stuck: [HostileProgram] = [
    .init(does: "loops for ever in a step", step: "while True: pass", sentence: stepLimit),
    .init(does: "sleeps in a step", step: "time.sleep(1000)", sentence: stepLimit),
    .init(does: "stops itself", step: "os.kill(os.getpid(), 19)", sentence: stepLimit),
    .init(
      does: "does not hear SIGTERM, SIGHUP and SIGINT",
      start: "import signal\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)",
      step: "while True: os.kill(os.getpid(), 15)", sentence: stepLimit),
    .init(
      does: "ends itself after each fork",
      step: "while True:\n  if os.fork(): os._exit(3)", sentence: "ended with code 3"),
    .init(
      does: "starts 64 processes that start nothing more",
      step: "for _ in range(6):\n  os.fork()\nwhile True: time.sleep(1)",
      sentence: stepLimit, otherwise: "BlockingIOError: [Errno 11]", leaves: 8),
  ]

  /// Slow in each step, and too slow in all.
  private static let hurrying: HostileProgram = {
    var limits = ProgramLimits()
    limits.totalSeconds = 1
    return HostileProgram(
      does: "takes all the time there is", step: "time.sleep(0.45)", sentence: taskLimit,
      limits: limits)
  }()

  private static let (stepLimit, startLimit, taskLimit) = (
    "took longer than STEP s for one step", "took longer than START s to start",
    "took longer than TOTAL s in all"
  )

  /// What ends, or is ended, by what it does.
  static let ending: [HostileProgram] = [
    .init(
      does: "prints a gigabyte", step: "for _ in range(1000): print('x' * 1000000)",
      sentence: "printed more than 1 MiB"),
    .init(
      does: "wants 7.5 GB of memory", step: "b = bytearray(7500 << 20)",
      sentence: "MemoryError (rule.py, line 6: b = bytearray(7500 << 20))"),
    .init(
      does: "writes a file of 1 GB",
      step: "f = open('big', 'wb')\nfor _ in range(1000): f.write(b'x' * 1000000)",
      sentence: "OSError: [Errno 27] File too large (rule.py, line 7"),
    .init(
      does: "writes many files",
      step: "for i in range(200): open(str(i), 'wb').write(b'x' * 1000000)\ntime.sleep(9)",
      sentence: "wrote more than 4 MiB into files"),
    .init(
      does: "is ended by a signal", step: "os.kill(os.getpid(), 11)",
      sentence: "was ended by signal 11 (SIGSEGV)"),
    .init(does: "ends as if all were well", step: "os._exit(0)", sentence: "ended with code 0"),
    .init(does: "ends before it starts", start: "sys.exit(0)", sentence: "ended with code 0"),
    .init(
      does: "ends, and leaves a child that holds its pipes",
      step: "if os.fork(): os._exit(0)\ntime.sleep(1000)", sentence: "ended with code 0", leaves: 1),
    .init(
      does: "is no Python", start: "import broken", sentence: "SyntaxError: "
    ),
    .init(
      does: "names what is not there", step: "gradient",
      sentence: "NameError: name 'gradient' is not defined (rule.py, line 6: gradient)"),
    .init(
      does: "closes its descriptors", step: "os.closerange(0, 64)\ntime.sleep(1000)",
      sentence: "closed the pipes to the lab and went on without it"),
    .init(
      does: "opens files without end", step: "files = [open('/dev/null') for _ in range(10000)]",
      sentence: "OSError: [Errno 24] Too many open files"),
    .init(
      does: "raises its limits",
      step: """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 40, 1 << 40))
        """,
      sentence: "ValueError: not allowed to raise maximum limit"),
  ]

  /// What goes wrong in the pipe, or seems to.
  static let talking: [HostileProgram] = [
    .init(
      does: "announces 2^50 bytes", step: "send(66, b'', size=1 << 50)\ntime.sleep(9)",
      sentence: "announced an answer of 1125899906842624 bytes, not 36"),
    .init(
      does: "answers with too few numbers", step: "theta = theta[:2]",
      sentence: "announced an answer of 20 bytes, not 36"),
    .init(
      does: "writes what is no frame", step: "os.write(4, b'x' * 4096)\ntime.sleep(9)",
      sentence: "wrote into the lab's pipe what is no answer of the protocol: no \"OPT1\""),
    .init(
      does: "answers for another player", step: "send(66, struct.pack('<I4d', 7, *theta))",
      sentence: "wrote into the lab's pipe what is no answer of the protocol: it answered for"),
    .init(does: "prints in the middle", step: "print('in the middle')\nos.write(2, b'too')"),
    .init(does: "finds no number", step: "theta = [float('nan')] * 4"),
    .init(
      does: "deletes its own folder", start: "import shutil\nhere = os.getcwd()",
      step: "shutil.rmtree(here, ignore_errors=True)"),
    .init(
      does: "hides its files in a deep folder",
      start: """
        for i in range(100): os.mkdir('x' * 100); os.chdir('x' * 100)
        os.chmod('.', 0)
        """, otherwise: "wrote more than 4 MiB into files, or folders inside folders without end"),
    .init(
      does: "starts processes and goes on",
      step: "for _ in range(COUNT):\n  if os.fork() == 0: time.sleep(1000)",
      otherwise: "BlockingIOError: [Errno 11]", leaves: 60),
  ]

  /// What reaches for what is not its own.
  static let prying: [HostileProgram] = [
    .init(
      does: "reads the solution", step: "open('SOLUTION').read()",
      sentence: "PermissionError: [Errno 13] Permission denied"),
    .init(
      does: "writes outside its folder", step: "open('SOLUTION', 'w').write('x')",
      sentence: "PermissionError: [Errno 13] Permission denied"),
    .init(
      does: "reads the lab's memory",
      step: """
        lab = [p for p in os.listdir('/proc') if p.isdigit()] if os.access('/proc', 4) else []
        for p in (*lab, os.getppid()): open(f'/proc/{p}/mem', 'rb')
        """,
      sentence: "PermissionError: [Errno 13] Permission denied"),
    .init(
      does: "ends its parent", step: "os.kill(os.getppid(), 9)\ntime.sleep(9)",
      sentence: "PermissionError: [Errno 1] Operation not permitted"),
    .init(
      does: "changes the limits of its parent",
      step: """
        import resource
        resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))
        """,
      sentence: "PermissionError: [Errno 1] Operation not permitted"),
    .init(
      does: "calls somebody in the network",
      step: "import socket\nsocket.create_connection(('127.0.0.1', 9))",
      sentence: "PermissionError: [Errno 1] Operation not permitted"),
    .init(
      does: "becomes a daemon", step: "if os.fork() == 0: os.setsid()\ntime.sleep(1000)",
      sentence: stepLimit, leaves: 0
    ).hurried { $0.stepSeconds = 0.3 },
  ]

  /// The same where the system has neither Landlock nor filters: only the keeper is left.
  static let bare: [HostileProgram] = [
    .init(
      does: "becomes a daemon",
      step: """
        if os.fork() == 0:
          os.setsid()
          if os.fork(): os._exit(0)
          time.sleep(1000)
        time.sleep(0.1)
        """, without: .all, leaves: 1),
    .init(
      does: "ends its keeper, and leaves a daemon",
      step: """
        if os.fork() == 0:
          os.setsid()
          time.sleep(1000)
        os.kill(os.getppid(), 9)
        time.sleep(1000)
        """, sentence: "was ended by signal 9 (SIGKILL)", without: .all, leaves: 1),
  ]
}
