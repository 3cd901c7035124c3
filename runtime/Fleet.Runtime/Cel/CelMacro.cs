namespace Fleet.Runtime.Cel;

/// <summary><c>list.all(x, condition)</c>, <c>exists</c>, <c>exists_one</c>, <c>filter</c> and <c>map</c>; of a map, over its keys.</summary>
internal sealed class CelMacro(string macro, CelNode range, string variable, CelNode body) : CelNode
{
    public static bool IsOne(string name) => name is "all" or "exists" or "exists_one" or "filter" or "map";

    public override object? Evaluate(CelScope scope)
    {
        var items = range.Evaluate(scope) switch
        {
            IReadOnlyList<object?> list => list,
            ICelMap map => map.Keys,
            var other => throw CelValues.NoOverload(macro, other),
        };
        return macro switch
        {
            "all" => items.All(Holds),
            "exists" => items.Any(Holds),
            "exists_one" => items.Count(Holds) == 1,
            "filter" => (object?[])[.. items.Where(Holds)],
            _ => (object?[])[.. items.Select(item => body.Evaluate(scope.With(variable, item)))],
        };

        bool Holds(object? item) => Truth(body.Evaluate(scope.With(variable, item)), macro);
    }
}
