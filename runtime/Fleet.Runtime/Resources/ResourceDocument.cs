using YamlDotNet.Core;

namespace Fleet.Runtime.Resources;

/// <summary>One YAML document of a file while it is read: gathers its mistakes, and whether daprd would pass it over.</summary>
/// <param name="file">Path as it was given.</param>
/// <param name="lineOffset">Lines of the file before the document.</param>
internal sealed class ResourceDocument(string file, int lineOffset)
{
    private readonly List<ResourceMistake> mistakes = [];

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<ResourceMistake> Mistakes => mistakes;

    /// <summary>True when it holds something that daprd cannot read: it then goes on without the document.</summary>
    public bool PassedOver { get; private set; }

    /// <summary>Where a mark stands in the file.</summary>
    public ResourceLocation At(Mark mark) => new(file, lineOffset + Math.Max(1, (int)mark.Line));

    /// <summary>A mistake that daprd does not see.</summary>
    public void Report(Mark mark, string field, string message) => mistakes.Add(new ResourceMistake(At(mark), field, message));

    /// <summary>A mistake with which daprd, too, would not start.</summary>
    public void ReportFatal(Mark mark, string field, string message) => mistakes.Add(new ResourceMistake(At(mark), field, message, Fatal: true));

    /// <summary>A mistake for which daprd passes over the whole document.</summary>
    public void ReportAndPassOver(Mark mark, string field, string message)
    {
        PassedOver = true;
        Report(mark, field, message);
    }
}
