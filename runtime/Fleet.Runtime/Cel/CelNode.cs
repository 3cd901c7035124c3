namespace Fleet.Runtime.Cel;

/// <summary>A part of an expression.</summary>
/// <param name="type">Name of the type of its value; null: known only when it is evaluated.</param>
internal abstract class CelNode(string? type = null)
{
    /// <summary>Name of the type of its value; null: known only when it is evaluated.</summary>
    public string? Type => type;

    public abstract object? Evaluate(CelScope scope);

    protected static bool Truth(object? value, string operation) => value as bool? ?? throw CelValues.NoOverload(operation, value);
}

internal sealed class CelLiteral(object? value) : CelNode(CelValues.TypeOf(value).Name)
{
    public object? Value => value;

    public override object? Evaluate(CelScope scope) => value;
}

internal sealed class CelVariable(string name) : CelNode
{
    public string Name => name;

    public override object? Evaluate(CelScope scope) =>
        scope.TryFind(name, out var value) ? value : CelType.Find(name) ?? throw new CelException($"there is no variable {name}");
}

/// <summary><c>operand.field</c></summary>
internal sealed class CelSelect(CelNode operand, string field) : CelNode
{
    public override object? Evaluate(CelScope scope) =>
        TryGet(scope, out var value) ? value : throw new CelException($"no such key: {field}");

    /// <summary><c>has(operand.field)</c></summary>
    public bool TryGet(CelScope scope, out object? value)
    {
        var target = operand.Evaluate(scope);
        return target is ICelMap map ? map.TryGet(field, out value) : throw new CelException($"no such overload: a {CelValues.TypeOf(target)} has no field {field}");
    }
}

internal sealed class CelHas(CelSelect select) : CelNode("bool")
{
    public override object? Evaluate(CelScope scope) => select.TryGet(scope, out _);
}

/// <summary><c>operand[index]</c></summary>
internal sealed class CelIndex(CelNode operand, CelNode index) : CelNode
{
    public override object? Evaluate(CelScope scope)
    {
        var (target, key) = (operand.Evaluate(scope), index.Evaluate(scope));
        return target switch
        {
            ICelMap map => map.TryGet(key, out var value) ? value : throw new CelException($"no such key: {key}"),
            IReadOnlyList<object?> list => list[Position(key, list.Count)],
            _ => throw CelValues.NoOverload("[]", target, key),
        };
    }

    private static int Position(object? key, int count)
    {
        for (var position = 0; position < count; position++)
        {
            if (CelValues.AreEqual((long)position, key))
                return position;
        }

        throw new CelException($"index out of bounds: {key}");
    }
}

internal sealed class CelList(IReadOnlyList<CelNode> items) : CelNode("list")
{
    public override object? Evaluate(CelScope scope) => (object?[])[.. items.Select(item => item.Evaluate(scope))];
}

internal sealed class CelMap(IReadOnlyList<(CelNode Key, CelNode Value)> items) : CelNode("map")
{
    public override object? Evaluate(CelScope scope) =>
        new CelLiteralMap([.. items.Select(item => KeyValuePair.Create(item.Key.Evaluate(scope), item.Value.Evaluate(scope)))]);
}

internal sealed class CelCall(Func<object?[], object?> function, IReadOnlyList<CelNode> arguments, string? type) : CelNode(type)
{
    public override object? Evaluate(CelScope scope)
    {
        var values = new object?[arguments.Count];
        for (var index = 0; index < values.Length; index++)
            values[index] = arguments[index].Evaluate(scope);
        return function(values);
    }
}
