namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>What a server's reply means.</summary>
internal static class SmtpReply
{
    /// <summary>Takes a reply of the kind that was hoped for.</summary>
    /// <param name="kind">First digit: 2 done, 3 go on.</param>
    /// <param name="step">What was asked.</param>
    /// <param name="reply">The reply.</param>
    /// <exception cref="SmtpRefusedException">It is of another kind.</exception>
    /// <exception cref="IOException">The server is closing the connection.</exception>
    public static void Expect(char kind, string step, string reply)
    {
        // 421 comes before a server hangs up; that is an end of the connection like any other.
        if (reply.StartsWith("421", StringComparison.Ordinal))
            throw new IOException($"the mail server closes the connection: {reply}");
        if (reply[0] != kind)
            throw new SmtpRefusedException(step, reply);
    }
}
