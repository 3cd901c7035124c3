using System.Text;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>Bytes of a CSV file to text: by its byte order mark, by the charset that was said, or strictly as UTF-8.</summary>
public static class StatementText
{
    /// <exception cref="RequestRefusedException">The charset is unknown, or the bytes are none of it.</exception>
    public static string Of(byte[] body, string? charset)
    {
        try
        {
            return body switch
            {
                [0xEF, 0xBB, 0xBF, ..] => Strict(Encoding.UTF8).GetString(body.AsSpan(3)),
                [0xFF, 0xFE, ..] => Strict(Encoding.Unicode).GetString(body.AsSpan(2)),
                [0xFE, 0xFF, ..] => Strict(Encoding.BigEndianUnicode).GetString(body.AsSpan(2)),
                _ => Strict(Named(charset)).GetString(body),
            };
        }
        catch (DecoderFallbackException wrong)
        {
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, "bad_encoding", FormattableString.Invariant($"Byte {wrong.Index + 1} is no {charset ?? "UTF-8"}; say the charset in Content-Type, such as text/csv; charset=windows-1252."), "Content-Type");
        }
    }

    private static Encoding Named(string? charset)
    {
        if (string.IsNullOrEmpty(charset)) return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (ArgumentException)
        {
            throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "unsupported_charset", "The charset is utf-8, utf-16, iso-8859-1, iso-8859-15 or windows-1252.", "Content-Type");
        }
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }
}
