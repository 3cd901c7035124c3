namespace Fleet.Runtime.Cel;

/// <summary>Reads an expression by recursive descent, a method a level of precedence.</summary>
internal ref struct CelParser
{
    private const int MaxDepth = 200;
    private CelLexer lexer;
    private CelToken token;
    private int depth;

    private CelParser(string text)
    {
        lexer = new CelLexer(text);
        token = lexer.Next();
    }

    public static CelNode Parse(string text)
    {
        var parser = new CelParser(text);
        var node = parser.Expression();
        if (parser.token.Kind != CelTokenKind.End)
            throw parser.Unexpected("an operator");
        return node;
    }

    private CelNode Expression()
    {
        if (++depth > MaxDepth)
            throw new CelSyntaxException("nested too deeply", token.Position);
        var start = token.Position;
        var condition = Or();
        if (Take("?"))
        {
            var then = Or();
            Expect(":");
            var otherwise = Expression();
            CelTypeCheck.Truth("?:", condition, start);
            condition = new CelConditional(condition, then, otherwise, CelTypeCheck.Choice(then, otherwise, start));
        }

        depth--;
        return condition;
    }

    private CelNode Or()
    {
        var left = And();
        while (Take("||"))
            left = Logical("||", left, And());
        return left;
    }

    private CelNode And()
    {
        var left = Relation();
        while (Take("&&"))
            left = Logical("&&", left, Relation());
        return left;
    }

    private CelNode Relation()
    {
        var left = Sum();
        while (TakeAny("==", "!=", "<", "<=", ">", ">=", "in") is { } operation)
            left = Binary(operation, left, Sum());
        return left;
    }

    private CelNode Sum()
    {
        var left = Product();
        while (TakeAny("+", "-") is { } operation)
            left = Binary(operation, left, Product());
        return left;
    }

    private CelNode Product()
    {
        var left = Unary();
        while (TakeAny("*", "/", "%") is { } operation)
            left = Binary(operation, left, Unary());
        return left;
    }

    private CelNode Unary()
    {
        var negations = 0;
        var operation = TakeAny("!", "-");
        if (operation is null)
            return Member();
        for (negations = 1; Take(operation); negations++)
        {
        }

        var operand = Member();
        if (operation == "!")
            CelTypeCheck.Truth("!", operand, token.Position);
        else
            CelTypeCheck.Sign(operand, token.Position);
        for (; negations > 0; negations--)
            operand = operation == "!" ? new CelNot(operand) : new CelNegate(operand);
        return operand;
    }

    private readonly CelLogical Logical(string operation, CelNode left, CelNode right)
    {
        CelTypeCheck.Truth(operation, left, token.Position);
        CelTypeCheck.Truth(operation, right, token.Position);
        return new CelLogical(left, right, deciding: operation == "||");
    }

    private readonly CelBinary Binary(string operation, CelNode left, CelNode right) =>
        new(operation, left, right, CelTypeCheck.Binary(operation, left.Type, right.Type, token.Position));

    private CelNode Member()
    {
        var operand = Primary();
        while (true)
        {
            if (Take("["))
            {
                operand = new CelIndex(operand, Expression());
                Expect("]");
            }
            else if (Take("."))
            {
                operand = Selected(operand);
            }
            else
            {
                return operand;
            }
        }
    }

    private CelNode Selected(CelNode operand)
    {
        var name = Name();
        if (!Take("("))
            return new CelSelect(operand, name.Text);
        if (!CelMacro.IsOne(name.Text))
            return Call(name, [operand, .. Items(")")], CelStyle.Member);
        var variable = Name().Text;
        Expect(",");
        return Items(")") switch
        {
            [var body] => new CelMacro(name.Text, operand, variable, filter: null, body),
            [var filter, var body] when name.Text == "map" => new CelMacro(name.Text, operand, variable, filter, body),
            _ => throw new CelSyntaxException($"{name.Text}() takes a name and an expression", name.Position),
        };
    }

    private CelNode Primary()
    {
        var start = token;
        if (token.Kind == CelTokenKind.Literal)
        {
            token = lexer.Next();
            return new CelLiteral(start.Value);
        }

        if (Take("("))
        {
            var inner = Expression();
            Expect(")");
            return inner;
        }

        if (Take("["))
            return new CelList(Items("]"));
        if (Take("{"))
            return Map();
        // A name that begins with a dot is one of the outermost scope, and there is no other.
        Take(".");
        var name = Name();
        if (!Take("("))
            return new CelVariable(name.Text);
        return name.Text == "has" ? Has(start) : Call(name, Items(")"), CelStyle.Global);
    }

    private CelHas Has(CelToken start)
    {
        var arguments = Items(")");
        return arguments is [CelSelect select] ? new CelHas(select) : throw new CelSyntaxException("has() takes one field, such as has(event.data)", start.Position);
    }

    private static CelCall Call(CelToken name, List<CelNode> arguments, CelStyle style)
    {
        var function = CelFunctions.Find(name.Text, arguments.Count, style)
            ?? throw new CelSyntaxException($"there is no function {name.Text} of {arguments.Count}", name.Position);
        var type = CelTypeCheck.Call(name.Text, arguments, name.Position);
        if (name.Text != "matches" || arguments[1] is not CelLiteral { Value: string text })
            return new CelCall(function, arguments, type);
        try
        {
            var pattern = CelFunctions.Pattern(text);
            return new CelCall(values => pattern.IsMatch(values[0] as string ?? throw CelValues.NoOverload("matches", values)), [arguments[0]], type);
        }
        catch (CelException broken)
        {
            throw new CelSyntaxException(broken.Message, name.Position, broken);
        }
    }

    private CelMap Map()
    {
        var items = new List<(CelNode, CelNode)>();
        while (!Take("}"))
        {
            var key = Expression();
            Expect(":");
            items.Add((key, Expression()));
            if (!Take(","))
            {
                Expect("}");
                break;
            }
        }

        return new CelMap(items);
    }

    private List<CelNode> Items(string end)
    {
        var items = new List<CelNode>();
        while (!Take(end))
        {
            items.Add(Expression());
            if (!Take(","))
            {
                Expect(end);
                break;
            }
        }

        return items;
    }

    private CelToken Name()
    {
        if (token.Kind != CelTokenKind.Name)
            throw Unexpected("a name or a value");
        var name = token;
        token = lexer.Next();
        return name;
    }

    private bool Take(string symbol)
    {
        if (token.Kind != CelTokenKind.Symbol || token.Text != symbol)
            return false;
        token = lexer.Next();
        return true;
    }

    private string? TakeAny(params ReadOnlySpan<string> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (Take(symbol))
                return symbol;
        }

        return null;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
            throw Unexpected(symbol);
    }

    private readonly CelSyntaxException Unexpected(string expected) => new($"found '{token.Text}', expected {expected}", token.Position);
}
