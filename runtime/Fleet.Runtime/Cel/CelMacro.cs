namespace Fleet.Runtime.Cel;

/// <summary>
/// <c>list.all(x, condition)</c>, <c>exists</c>, <c>exists_one</c>, <c>filter</c>, <c>map(x, value)</c> and
/// <c>map(x, condition, value)</c>; of a map, over its keys.
/// </summary>
internal sealed class CelMacro(string macro, CelNode range, string variable, CelNode? filter, CelNode body)
    : CelNode(macro is "map" or "filter" ? "list" : "bool")
{
    public static bool IsOne(string name) => name is "all" or "exists" or "exists_one" or "existsOne" or "filter" or "map";

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
            "all" => !Any(items, deciding: false, scope),
            "exists" => Any(items, deciding: true, scope),
            "exists_one" or "existsOne" => items.Count(item => Holds(body, item, scope)) == 1,
            "filter" => (object?[])[.. items.Where(item => Holds(body, item, scope))],
            _ => (object?[])[.. items.Where(item => filter is null || Holds(filter, item, scope)).Select(item => body.Evaluate(scope.With(variable, item)))],
        };
    }

    // As with && and ||, an item that decides alone outweighs errors of others.
    private bool Any(IReadOnlyList<object?> items, bool deciding, CelScope scope)
    {
        CelException? failure = null;
        foreach (var item in items)
        {
            try
            {
                if (Holds(body, item, scope) == deciding)
                    return true;
            }
            catch (CelException failed)
            {
                failure ??= failed;
            }
        }

        return failure is null ? false : throw failure;
    }

    private bool Holds(CelNode condition, object? item, CelScope scope) => Truth(condition.Evaluate(scope.With(variable, item)), macro);
}
