using System.Text;

namespace Fleet.Runtime.Bindings.Smtp;

/// <summary>The quoted-printable encoding (RFC 2045): ASCII lines of at most 76 characters that end in CRLF.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;
    private const string Hex = "0123456789ABCDEF";

    /// <summary>Text as UTF-8 in quoted-printable; any kind of line break becomes CRLF.</summary>
    public static void Append(StringBuilder output, string text)
    {
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            AppendLine(output, Encoding.UTF8.GetBytes(line));
            output.Append("\r\n");
        }
    }

    private static void AppendLine(StringBuilder output, ReadOnlySpan<byte> line)
    {
        var column = 0;
        for (var index = 0; index < line.Length; index++)
        {
            var isLast = index == line.Length - 1;
            var isPlain = IsPlain(line[index]) || (line[index] is (byte)' ' or (byte)'\t' && !isLast);
            var width = isPlain ? 1 : 3;
            // A soft break needs a place of its own at the end of the line.
            if (column + width > (isLast ? LongestLine : LongestLine - 1))
            {
                output.Append("=\r\n");
                column = 0;
            }

            if (isPlain)
                output.Append((char)line[index]);
            else
                output.Append('=').Append(Hex[line[index] >> 4]).Append(Hex[line[index] & 15]);
            column += width;
        }
    }

    private static bool IsPlain(byte value) => value is > (byte)' ' and < 127 and not (byte)'=';
}
