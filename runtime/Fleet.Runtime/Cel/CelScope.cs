namespace Fleet.Runtime.Cel;

/// <summary>The variables that an expression sees; a macro such as <c>exists</c> adds its own.</summary>
internal sealed class CelScope(IReadOnlyDictionary<string, object?> variables)
{
    private readonly CelScope? outer;
    private readonly string? name;
    private readonly object? value;

    private CelScope(CelScope outer, string name, object? value)
        : this(outer.Variables)
    {
        this.outer = outer;
        this.name = name;
        this.value = value;
    }

    private IReadOnlyDictionary<string, object?> Variables { get; } = variables;

    public CelScope With(string variable, object? bound) => new(this, variable, bound);

    public bool TryFind(string variable, out object? found)
    {
        for (var scope = this; scope is not null; scope = scope.outer)
        {
            if (scope.name == variable)
            {
                found = scope.value;
                return true;
            }
        }

        return Variables.TryGetValue(variable, out found);
    }
}
