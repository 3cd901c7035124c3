namespace Fleet.Runtime.Cel;

/// <summary>
/// Finds, when an expression is read, what can never fit: as in CEL, <c>int(x) == 1.0</c> is no expression, while fields of
/// an event may be of any type. A type that is not known is null.
/// </summary>
internal static class CelTypeCheck
{
    private const string Bool = "bool";
    private const string Text = "string";
    private const string Time = "google.protobuf.Timestamp";
    private const string Span = "google.protobuf.Duration";

    /// <summary>The type of an operator's result.</summary>
    /// <exception cref="CelSyntaxException">There is no such operator for these types.</exception>
    public static string? Binary(string operation, string? left, string? right, int position)
    {
        if (left is null || right is null)
            return operation is "+" or "-" or "*" or "/" or "%" ? null : Bool;
        return operation switch
        {
            "==" or "!=" when left == right => Bool,
            "<" or "<=" or ">" or ">=" when left == right && left is not ("list" or "map" or "null_type" or "type") => Bool,
            "in" when right is "list" or "map" => Bool,
            "+" or "-" or "*" or "/" when left == right && left is "int" or "uint" or "double" => left,
            "%" when left == right && left is "int" or "uint" => left,
            "+" when left == right && left is Text or "bytes" or "list" or Span => left,
            "+" when (left, right) is (Time, Span) or (Span, Time) => Time,
            "-" when (left, right) is (Time, Time) or (Span, Span) => Span,
            "-" when (left, right) is (Time, Span) => Time,
            _ => throw new CelSyntaxException($"there is no {operation} of {left} and {right}", position),
        };
    }

    /// <summary>Refuses what is known to be neither true nor false.</summary>
    public static void Truth(string operation, CelNode operand, int position)
    {
        if (operand.Type is { } type && type != Bool)
            throw new CelSyntaxException($"{operation} needs true or false, not {type}", position);
    }

    /// <summary>Refuses a sign before what is known to be no number.</summary>
    public static void Sign(CelNode operand, int position)
    {
        if (operand.Type is not (null or "int" or "double" or Span))
            throw new CelSyntaxException($"there is no - of {operand.Type}", position);
    }

    /// <summary>The type of a choice: that of both ends.</summary>
    public static string? Choice(CelNode then, CelNode otherwise, int position)
    {
        if (then.Type is null || otherwise.Type is null)
            return null;
        return then.Type == otherwise.Type ? then.Type : throw new CelSyntaxException($"the ends of ?: are {then.Type} and {otherwise.Type}", position);
    }

    /// <summary>The type of a function's result.</summary>
    /// <exception cref="CelSyntaxException">It is a function of texts, and something else is given.</exception>
    public static string? Call(string function, IReadOnlyList<CelNode> arguments, int position)
    {
        if (function is not ("contains" or "startsWith" or "endsWith" or "matches"))
            return Result(function);
        return arguments.FirstOrDefault(argument => argument.Type is not (null or Text)) is { } other
            ? throw new CelSyntaxException($"{function} needs a text, not {other.Type}", position)
            : Bool;
    }

    private static string? Result(string function) => function switch
    {
        "timestamp" => Time,
        "duration" => Span,
        "dyn" => null,
        "size" => "int",
        _ when function.StartsWith("get", StringComparison.Ordinal) => "int",
        // The casts, and type(), bear the name of what they give.
        _ => function,
    };
}
