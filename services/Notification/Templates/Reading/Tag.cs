namespace Fleet.Notification.Templates.Reading;

/// <summary>What a tag of a template is.</summary>
public enum TagKind
{
    /// <summary>Text between tags.</summary>
    Literal,

    /// <summary>A value.</summary>
    Value,

    /// <summary>A partial.</summary>
    Partial,

    /// <summary>The begin of a block.</summary>
    Open,

    /// <summary>The begin of a block that a partial is put around.</summary>
    OpenPartial,

    /// <summary>The other branch of a block.</summary>
    Else,

    /// <summary>The end of a block.</summary>
    Close,

    /// <summary>What no template may hold.</summary>
    Wrong,
}

/// <summary>A piece of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Words">What stands in it, by words; the text of a literal; what is wrong.</param>
/// <param name="Line">Line from 1.</param>
public sealed record Tag(TagKind Kind, IReadOnlyList<string> Words, int Line)
{
    /// <summary>The first word.</summary>
    public string Name => Words.Count > 0 ? Words[0] : "";
}
