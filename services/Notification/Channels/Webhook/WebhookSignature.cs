using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Notification.Channels.Webhook;

/// <summary>Signs posts so that who receives one can tell that it is ours, unchanged, and not an old one again.</summary>
public static class WebhookSignature
{
    /// <summary>
    /// <c>t=SECONDS,v1=HEX</c>: the Unix time of the signature, and the HMAC-SHA256 in lower-case hexadecimal digits, with the UTF-8 bytes of the
    /// secret as its key, of the seconds, a full stop and the body.
    /// </summary>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
