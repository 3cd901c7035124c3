using System.Diagnostics;

namespace Fleet.Cli.Processes;

/// <summary>
/// Ends the apps when this process dies without a chance to do so itself: a small shell process holds the other end of
/// a pipe and knows the apps' process ids and groups; the pipe closes with the death of this process, whatever killed it.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const string Script = """
        trap '' INT TERM HUP
        pids=
        while read -r what pid; do
          rest=
          for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done
          [ "$what" = + ] && rest="$rest $pid"
          pids=$rest
        done
        [ -n "$pids" ] || exit 0
        # Their descendants, too, in whatever group they are. The name in the second field may hold anything.
        all=" $pids "
        grew=1
        while [ $grew ]; do
          grew=
          for stat in /proc/[0-9]*/stat; do
            { read -r line <"$stat"; } 2>/dev/null || continue
            p=${stat#/proc/}
            p=${p%/stat}
            set -- ${line##*) }
            case $all in *" $p "*) continue ;; esac
            case $all in *" $2 "*) all="$all$p "; grew=1 ;; esac
          done
        done
        pids=$all
        end() { for p in $pids; do kill -s $1 -- -$p 2>/dev/null || kill -s $1 $p 2>/dev/null; done; }
        end TERM
        sleep 1
        end KILL
        exit 0
        """;

    // Its own session, so that what is sent to the whole process group does not end the watchdog as well.
    private const string OwnSession = "command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; exec \"$@\"";

    private readonly Lock gate = new();
    private readonly Process? shell;

    private Watchdog(Process? shell) => this.shell = shell;

    /// <summary>Starts the watchdog; on Windows there is none.</summary>
    public static Watchdog Start()
    {
        if (OperatingSystem.IsWindows())
            return new Watchdog(null);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", OwnSession, "sh", "/bin/sh", "-c", Script, "fleet-watchdog"])
            start.ArgumentList.Add(argument);
        return new Watchdog(Process.Start(start));
    }

    /// <summary>A process that must not outlive this one.</summary>
    public void Watch(int pid) => Tell('+', pid);

    /// <summary>A process that ended.</summary>
    public void Forget(int pid) => Tell('-', pid);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (shell is null)
            return;
        lock (gate)
            shell.StandardInput.Close();
        shell.WaitForExit();
        shell.Dispose();
    }

    private void Tell(char what, int pid)
    {
        if (shell is null)
            return;
        lock (gate)
        {
            shell.StandardInput.Write($"{what} {pid}\n");
            shell.StandardInput.Flush();
        }
    }
}
