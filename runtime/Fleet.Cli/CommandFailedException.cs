namespace Fleet.Cli;

/// <summary>The command cannot do what was asked; the message is for the person who asked.</summary>
public sealed class CommandFailedException(string message) : Exception(message);
