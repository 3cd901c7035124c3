namespace Fleet.Runtime.Cel;

/// <summary>
/// An expression of the Common Expression Language, read once and evaluated often, on any thread. Values are
/// <c>null</c>, <see cref="bool"/>, <see cref="long"/>, <see cref="ulong"/>, <see cref="double"/>, <see cref="string"/>,
/// <c>IReadOnlyList&lt;object?&gt;</c>, <see cref="ICelMap"/>, bytes as an array, <see cref="DateTimeOffset"/> and
/// <see cref="TimeSpan"/> for timestamps and durations, and types. Messages are not there.
/// </summary>
public sealed class CelExpression
{
    private const int MaxLength = 10_000;
    private readonly CelNode root;

    private CelExpression(string text, CelNode root)
    {
        Text = text;
        this.root = root;
    }

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="CelSyntaxException">The text is none, is too long, or calls a function that CEL lacks.</exception>
    public static CelExpression Parse(string text) => text.Length <= MaxLength
        ? new(text, CelParser.Parse(text))
        : throw new CelSyntaxException($"longer than {MaxLength} characters", MaxLength);

    /// <summary>The value of the expression.</summary>
    /// <exception cref="CelException">A field or variable is missing, or a type does not fit.</exception>
    public object? Evaluate(IReadOnlyDictionary<string, object?> variables) => root.Evaluate(new CelScope(variables));

    /// <summary>Whether the condition holds.</summary>
    /// <exception cref="CelException">As for <see cref="Evaluate"/>, or the value is neither true nor false.</exception>
    public bool IsTrue(IReadOnlyDictionary<string, object?> variables) =>
        Evaluate(variables) as bool? ?? throw new CelException($"'{Text}' is neither true nor false");

    /// <inheritdoc/>
    public override string ToString() => Text;
}
