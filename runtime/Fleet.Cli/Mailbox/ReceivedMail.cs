using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Cli.Mailbox;

/// <summary>A mail as it came over SMTP.</summary>
/// <param name="From">Envelope sender; empty for a bounce.</param>
/// <param name="Recipients">Envelope recipients.</param>
/// <param name="Data">Headers and body, dots unstuffed.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, byte[] Data)
{
    /// <summary>
    /// The same for two mails that say the same to the same people: recipients, subject and body count, headers that
    /// change with every attempt (Date, Message-ID) do not.
    /// </summary>
    public UInt128 Fingerprint()
    {
        var content = MailContent.Parse(Data);
        var recipients = Recipients.Select(r => r.ToLowerInvariant()).Order(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', recipients) + "\n\n" + content.Subject + "\n\n"));
        hash.AppendData(Encoding.UTF8.GetBytes(content.Body));
        return BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset());
    }
}

/// <summary>A mail in the mailbox.</summary>
/// <param name="Number">Number in the order of acceptance, from 1.</param>
/// <param name="AcceptedAt">When it was first accepted (was stored), UTC.</param>
/// <param name="Subject">Decoded subject.</param>
/// <param name="Repeats">How often the identical mail came again; it is kept once.</param>
/// <param name="MessageId">What the sender calls the message, the same at every attempt; empty when it does not say.</param>
public sealed record StoredMail(long Number, DateTimeOffset AcceptedAt, string Subject, int Repeats, string MessageId);
