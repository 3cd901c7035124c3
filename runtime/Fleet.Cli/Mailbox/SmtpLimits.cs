namespace Fleet.Cli.Mailbox;

/// <summary>What one SMTP session may ask of the mailbox.</summary>
/// <param name="MessageBytes">Largest mail, as announced by the SIZE extension.</param>
/// <param name="Recipients">Recipients of one mail.</param>
/// <param name="LineBytes">Longest command line.</param>
/// <param name="Sessions">Sessions at a time.</param>
/// <param name="Idle">How long a session may be silent.</param>
public sealed record SmtpLimits(int MessageBytes, int Recipients, int LineBytes, int Sessions, TimeSpan Idle)
{
    /// <summary>10 MB a mail, 100 recipients, 100 sessions, five minutes of silence.</summary>
    public static SmtpLimits Default { get; } = new(10_000_000, 100, 4096, 100, TimeSpan.FromMinutes(5));
}
