using System.Diagnostics;
using System.Globalization;
using Fleet.Cli.Mailbox;

namespace Fleet.Cli;

/// <summary>When the person pressed return: the launcher's start when it says so, else this process's.</summary>
internal sealed record LaunchTime(DateTimeOffset At)
{
    private const string Variable = "FLEET_LAUNCHED_AT";

    /// <summary>Reads the launcher's variable (nanoseconds since 1970).</summary>
    public static LaunchTime Read()
    {
        var told = Environment.GetEnvironmentVariable(Variable);
        if (long.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) && told.Length > 12)
            return new LaunchTime(DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100));
        using var self = Process.GetCurrentProcess();
        return new LaunchTime(self.StartTime.ToUniversalTime());
    }

    /// <summary>Time since then.</summary>
    public TimeSpan Elapsed(TimeProvider time) => time.GetUtcNow() - At;

    /// <summary>Milliseconds until the first of some mails; null without one.</summary>
    public double? Until(IReadOnlyList<StoredMail> mails) => mails is [var first, ..] ? Math.Round((first.AcceptedAt - At).TotalMilliseconds) : null;
}
