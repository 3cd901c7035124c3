namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>Where mails go.</summary>
/// <param name="Host">Server.</param>
/// <param name="Port">Port; 465 speaks TLS from the first byte.</param>
/// <param name="User">User; null: no login.</param>
/// <param name="Password">Its password.</param>
/// <param name="SkipTlsVerify">Takes any certificate.</param>
public sealed record SmtpSettings(string Host, int Port, string? User, string? Password, bool SkipTlsVerify);

/// <summary>A server refused.</summary>
/// <param name="step">What was asked, without addresses or passwords.</param>
/// <param name="reply">What it answered.</param>
public sealed class SmtpRefusedException(string step, string reply) : Exception($"the mail server answered {step} with: {reply}");
