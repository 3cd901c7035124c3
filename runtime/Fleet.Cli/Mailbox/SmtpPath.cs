namespace Fleet.Cli.Mailbox;

/// <summary>The argument of MAIL and RCPT: an address in angle brackets and parameters behind it.</summary>
internal sealed record SmtpPath(string Address, IReadOnlyList<string> Parameters)
{
    private const int LongestAddress = 320;

    /// <summary>Reads <c>FROM:&lt;a@b&gt; SIZE=10</c>; null when it has another form.</summary>
    public static SmtpPath? Read(string argument, string keyword)
    {
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = argument[keyword.Length..].TrimStart();
        var end = rest.IndexOf('>', StringComparison.Ordinal);
        if (!rest.StartsWith('<') || end < 0 || end > LongestAddress)
            return null;
        var address = rest[1..end];

        // A source route (<@relay:user@host>) is to be accepted and ignored.
        if (address.StartsWith('@') && address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            address = address[(colon + 1)..];
        var clean = !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));
        return clean ? new SmtpPath(address, rest[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)) : null;
    }

    /// <summary>The value of a parameter; null when it is not given.</summary>
    public string? Parameter(string name) => Parameters
        .FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];
}
