using System.Globalization;
using System.Reflection;

namespace Fleet.Tests.Architecture;

/// <summary>Names of types and values as C# writes them.</summary>
internal static class CSharpNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        return Keywords.TryGetValue(type, out var keyword) ? keyword : Generic(type);
    }

    /// <summary>A default value as it stands in a parameter list.</summary>
    public static string Value(object? value, Type type) => value switch
    {
        null => type.IsValueType ? "default" : "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        Enum name => $"{Of(type)}.{name}",
        _ when type.IsEnum => $"{Of(type)}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    public static string Constraints(MemberInfo member)
    {
        var arguments = member switch
        {
            MethodInfo { IsGenericMethodDefinition: true } method => method.GetGenericArguments(),
            Type { IsGenericTypeDefinition: true } type => type.GetGenericArguments(),
            _ => [],
        };
        return string.Concat(arguments
            .Select(argument => (argument.Name, Types: argument.GetGenericParameterConstraints()))
            .Where(argument => argument.Types.Length > 0)
            .Select(argument => $" where {argument.Name} : {string.Join(", ", argument.Types.Select(Of))}"));
    }

    private static string Generic(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.IsNested && !type.IsGenericParameter ? $"{Of(type.DeclaringType!)}.{type.Name}" : type.Name;
        }

        var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
        var arguments = string.Join(", ", type.GetGenericArguments().Select(Of));
        return name == nameof(ValueTuple) ? $"({arguments})" : $"{name}<{arguments}>";
    }
}
