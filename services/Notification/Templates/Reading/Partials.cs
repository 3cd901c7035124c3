namespace Fleet.Notification.Templates.Reading;

/// <summary>Pieces that templates of a locale share.</summary>
/// <param name="Text">By name, for the plain parts.</param>
/// <param name="Html">By name, for HTML.</param>
public sealed record Partials(IReadOnlyDictionary<string, string> Text, IReadOnlyDictionary<string, string> Html)
{
    /// <summary>What a layout calls the block that it is put around.</summary>
    public const string Block = "@partial-block";

    public static Partials None { get; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    /// <summary>The partials that a part can use.</summary>
    public IReadOnlyDictionary<string, string> For(string part) => part == PartNames.Html ? Html : Text;
}
