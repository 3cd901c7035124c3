using System.Xml;
using System.Xml.Linq;
using Fleet.ServiceDefaults;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>
/// Reads bank statements in CAMT.053 (ISO 20022, any version) element by element. There is no document type, no entity and nothing from outside, and
/// no element is deeper than <see cref="MostDepth"/>.
/// </summary>
public static class CamtReader
{
    private const int MostDepth = 40;
    private const int MostLines = 100_000;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersFromEntities = 1_024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <exception cref="RequestRefusedException">The file is malformed, no CAMT.053, or does not add up: nothing of it may be booked.</exception>
    public static StatementFile Read(byte[] body)
    {
        try
        {
            Survey(body);
            using var xml = XmlReader.Create(new MemoryStream(body), Safe);
            return Statements(xml);
        }
        catch (XmlException malformed)
        {
            throw Refused("malformed_xml", FormattableString.Invariant($"Line {malformed.LineNumber}, column {malformed.LinePosition}: the file is no well-formed XML without document type."));
        }
    }

    // Before anything is kept in memory.
    private static void Survey(byte[] body)
    {
        using var xml = XmlReader.Create(new MemoryStream(body), Safe);
        var hasStatements = false;
        while (xml.Read())
        {
            if (xml.Depth > MostDepth) throw Refused("too_deep", FormattableString.Invariant($"An element is {MostDepth} deep at most."));
            hasStatements |= xml is { NodeType: XmlNodeType.Element, LocalName: "BkToCstmrStmt" };
        }

        if (!hasStatements) throw Refused("not_camt053", "The file is no CAMT.053: it has no element BkToCstmrStmt.");
    }

    private static StatementFile Statements(XmlReader xml)
    {
        var identity = new LineIdentity();
        var (statements, lines) = (new List<Statement>(), new List<StatementLine>());
        xml.Read();
        while (!xml.EOF)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "Stmt" })
            {
                var statement = OneStatement(xml, identity);
                statements.Add(statement.Close(out var own));
                lines.AddRange(own);
                if (lines.Count > MostLines) throw Refused("too_many_lines", FormattableString.Invariant($"A file may have {MostLines} lines at most; send several."));
            }
            else xml.Read();
        }

        return statements.Count > 0 ? new StatementFile(statements, lines, []) : throw Refused("empty_file", "The file has no statement (Stmt).");
    }

    private static CamtStatement OneStatement(XmlReader xml, LineIdentity identity)
    {
        var statement = new CamtStatement(identity);
        var depth = xml.Depth;
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return statement;
        }

        xml.Read();
        while (!(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.NodeType != XmlNodeType.Element || xml.Depth != depth + 1)
            {
                xml.Read();
                continue;
            }

            var line = ((IXmlLineInfo)xml).LineNumber;
            // Moves on to what follows the element.
            statement.Take((XElement)XNode.ReadFrom(xml), line);
        }

        xml.Read();
        return statement;
    }

    internal static RequestRefusedException Refused(string code, string detail, string? param = null) => new(StatusCodes.Status400BadRequest, code, detail, param);
}
