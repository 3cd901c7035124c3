using System.Security.Cryptography;
using System.Text;

namespace Fleet.Contracts;

/// <summary>
/// Ids that are derived from what happened, so that the same happening always has the same id, whoever computes it and
/// however often. The form is <c>prefix_</c> and 26 lower-case Crockford base-32 digits (130 bits, the top 128 of SHA-256).
/// </summary>
public static class DerivedId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>The id of a violation: one vehicle, one section, one pair of passages (millisecond precision).</summary>
    public static string Violation(string plate, string entryCameraId, string exitCameraId, DateTimeOffset enteredAt, DateTimeOffset leftAt) =>
        Of("vio", plate, entryCameraId, exitCameraId, Milliseconds(enteredAt), Milliseconds(leftAt));

    /// <summary>The id of the one fine that a violation makes: the same digits under another prefix.</summary>
    public static string Fine(string violationId) => "fin_" + Digits(violationId);

    /// <summary>The id of an event about <paramref name="subjectId"/>, the same for every publication of it.</summary>
    public static string Event(string subjectId, string what) => Of("evt", subjectId, what);

    /// <summary>A derived id of any kind.</summary>
    public static string Of(string prefix, params ReadOnlySpan<string> parts)
    {
        // A unit separator cannot be part of a plate or a name, so no two lists of parts read the same.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts)));
        return string.Concat(prefix, "_", Encode(hash.AsSpan(0, 16)));
    }

    private static string Milliseconds(DateTimeOffset instant) =>
        instant.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Digits(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> digits = stackalloc char[26];
        var value = new UInt128(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes), System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            digits[i] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(digits);
    }
}
