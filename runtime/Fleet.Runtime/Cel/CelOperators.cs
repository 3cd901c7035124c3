namespace Fleet.Runtime.Cel;

/// <summary><c>&amp;&amp;</c> and <c>||</c>: an operand that decides alone outweighs an error of the other.</summary>
internal sealed class CelLogical(CelNode left, CelNode right, bool deciding) : CelNode("bool")
{
    public override object? Evaluate(CelScope scope)
    {
        bool first;
        try
        {
            first = Operand(left, scope);
        }
        catch (CelException) when (Decides(right, scope))
        {
            return deciding;
        }

        return first == deciding ? deciding : Operand(right, scope);
    }

    private bool Decides(CelNode operand, CelScope scope) => Operand(operand, scope) == deciding;

    private bool Operand(CelNode operand, CelScope scope) => Truth(operand.Evaluate(scope), deciding ? "||" : "&&");
}

internal sealed class CelNot(CelNode operand) : CelNode("bool")
{
    public override object? Evaluate(CelScope scope) => !Truth(operand.Evaluate(scope), "!");
}

internal sealed class CelNegate(CelNode operand) : CelNode(operand.Type)
{
    public override object? Evaluate(CelScope scope) => operand.Evaluate(scope) switch
    {
        long.MinValue => throw new CelException("integer overflow"),
        long whole => (object)-whole,
        double real => -real,
        var other => throw CelValues.NoOverload("-", other),
    };
}

internal sealed class CelConditional(CelNode condition, CelNode then, CelNode otherwise, string? type) : CelNode(type)
{
    public override object? Evaluate(CelScope scope) =>
        Truth(condition.Evaluate(scope), "?:") ? then.Evaluate(scope) : otherwise.Evaluate(scope);
}

/// <summary>Comparisons and arithmetic.</summary>
internal sealed class CelBinary(string operation, CelNode left, CelNode right, string? type) : CelNode(type)
{
    public override object? Evaluate(CelScope scope)
    {
        var (a, b) = (left.Evaluate(scope), right.Evaluate(scope));
        return operation switch
        {
            "==" => CelValues.AreEqual(a, b),
            "!=" => !CelValues.AreEqual(a, b),
            "<" => CelValues.Compare(a, b) < 0,
            "<=" => CelValues.Compare(a, b) <= 0,
            ">" => CelValues.Compare(a, b) > 0,
            ">=" => CelValues.Compare(a, b) >= 0,
            "in" => Contains(b, a),
            _ => CelArithmetic.Calculate(operation[0], a, b),
        };
    }

    private static bool Contains(object? container, object? item) => container switch
    {
        IReadOnlyList<object?> list => list.Any(candidate => CelValues.AreEqual(candidate, item)),
        ICelMap map => map.TryGet(item, out _),
        _ => throw CelValues.NoOverload("in", item, container),
    };
}
