using Fleet.Cli.Mailbox;
using Fleet.Cli.Up;

namespace Fleet.Cli.Control;

/// <summary>What the control endpoint tells about.</summary>
internal sealed record ControlState(Meter Meter, MailStore Mailbox, string Profile);
