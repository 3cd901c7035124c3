using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Fleet.Runtime.Resources;

/// <summary>Reads the text of one YAML document, however broken, nested or turned in on itself it is.</summary>
internal static class YamlText
{
    private const int MaxDepth = 100;
    private const int MaxNodes = 100_000;

    /// <summary>The root of the document; null: it holds nothing.</summary>
    /// <exception cref="YamlException">It is no YAML, or nested too deeply, or its aliases make it endless.</exception>
    public static YamlNode? Root(string text)
    {
        try
        {
            // Nodes are read by recursion, so the depth is found out before.
            CheckDepth(new Parser(new StringReader(text)));
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
                return null;
            var left = MaxNodes;
            CheckSize(stream.Documents[0].RootNode, depth: 0, ref left);
            return stream.Documents[0].RootNode;
        }
        catch (Exception broken) when (broken is not YamlException)
        {
            // The reader itself stumbles over some texts.
            throw new YamlException(Mark.Empty, Mark.Empty, broken.Message, broken);
        }
    }

    private static void CheckDepth(Parser parser)
    {
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
                throw new YamlException(parser.Current.Start, parser.Current.End, $"nested more than {MaxDepth} levels deep");
        }
    }

    private static void CheckSize(YamlNode node, int depth, ref int left)
    {
        if (depth > MaxDepth || --left < 0)
            throw new YamlException(node.Start, node.End, "an alias makes it too large");
        var children = node switch
        {
            YamlMappingNode mapping => mapping.Children.SelectMany(pair => (YamlNode[])[pair.Key, pair.Value]),
            YamlSequenceNode sequence => sequence.Children,
            _ => [],
        };
        foreach (var child in children)
            CheckSize(child, depth + 1, ref left);
    }
}
