namespace Fleet.Notification.Domain;

/// <summary>A message ready to be sent: the same event always gives the same one, so a mailbox can tell a repeated mail.</summary>
/// <param name="Subject">One line of ASCII.</param>
/// <param name="Html">A whole HTML document, ASCII only: everything else is written as character references.</param>
public sealed record Notice(string Subject, string Html);
