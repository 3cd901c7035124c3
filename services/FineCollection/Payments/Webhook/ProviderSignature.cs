using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.FineCollection.Payments.Webhook;

/// <summary>What a signature is worth.</summary>
public enum SignatureVerdict
{
    /// <summary>Not there, not readable, or not made with our secret.</summary>
    Bad,

    /// <summary>Made with our secret, but for another time.</summary>
    Stale,

    /// <summary>Made with our secret, just now.</summary>
    Good,
}

/// <summary>
/// The signature of the payment provider: <c>t=&lt;unix seconds&gt;,v1=&lt;hex&gt;</c>, where the hexadecimal digits are HMAC-SHA256 over the time, a point
/// and the body as it came. There may be several <c>v1</c>, while the provider changes its secret; parts of another name are passed over.
/// </summary>
public static class ProviderSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "Fleet-Provider-Signature";

    private const int MostCharacters = 2_000;
    private const int DigestBytes = 32;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Checks a header against the body.</summary>
    /// <param name="header">The value of the header; null when it is not there.</param>
    /// <param name="body">The body as it came.</param>
    /// <param name="secret">What only we and the provider know.</param>
    /// <param name="now">The time; 5 minutes before and after it are good.</param>
    public static SignatureVerdict Check(string? header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (header is null || header.Length > MostCharacters) return SignatureVerdict.Bad;
        var parts = header.Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToList();
        var times = parts.Where(part => part[0] == "t").Select(part => part[1]).ToList();
        if (times is not [var text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return SignatureVerdict.Bad;
        var expected = Digest(text, body, secret);
        var isOurs = false;
        // All are compared, so that the time it takes says nothing.
        foreach (var part in parts.Where(part => part[0] == "v1")) isOurs |= IsSame(part[1], expected);
        if (!isOurs) return SignatureVerdict.Bad;
        return Math.Abs(now.ToUnixTimeSeconds() - seconds) <= Tolerance.TotalSeconds ? SignatureVerdict.Good : SignatureVerdict.Stale;
    }

    private static byte[] Digest(string time, ReadOnlySpan<byte> body, string secret)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        digest.AppendData(Encoding.ASCII.GetBytes(time + "."));
        digest.AppendData(body);
        return digest.GetHashAndReset();
    }

    private static bool IsSame(string hex, ReadOnlySpan<byte> expected)
    {
        Span<byte> given = stackalloc byte[DigestBytes];
        return hex.Length == DigestBytes * 2
            && Convert.FromHexString(hex, given, out _, out var written) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given[..written], expected);
    }
}
