using System.Reflection;
using System.Runtime.CompilerServices;

namespace Fleet.Tests.Architecture;

/// <summary>What an assembly offers, as text: a line a type, a line a member, in an order that never changes by itself.</summary>
internal static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly) => string.Join('\n', assembly.GetExportedTypes()
        .GroupBy(type => type.Namespace)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .SelectMany(Namespace)) + "\n";

    private static IEnumerable<string> Namespace(IGrouping<string?, Type> types) =>
    [
        $"namespace {types.Key}",
        .. types.OrderBy(type => type.Name, StringComparer.Ordinal).SelectMany(Type),
        "",
    ];

    private static IEnumerable<string> Type(Type type) =>
    [
        $"  {Obsolete(type)}{Kind(type)} {CSharpNames.Of(type)}{Bases(type)}{CSharpNames.Constraints(type)}",
        .. Members(type).Order(StringComparer.Ordinal).Select(member => $"    {member}"),
    ];

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return "";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var bases = type.GetInterfaces().Except(inherited).OrderBy(each => each.Name, StringComparer.Ordinal).ToList();
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            bases.Insert(0, parent);
        }

        return bases.Count == 0 ? "" : $" : {string.Join(", ", bases.Select(CSharpNames.Of))}";
    }

    private static IEnumerable<string> Members(Type type) => type.IsEnum
        ? type.GetEnumNames().Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name))}")
        : type.GetConstructors(Declared).Where(IsOffered).Select(Constructor)
            .Concat(type.GetProperties(Declared).Where(IsOffered).Select(Property))
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(Field))
            .Concat(type.GetMethods(Declared).Where(IsOffered).Where(IsNoAccessor).Select(Method));

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Obsolete(constructor)}{Modifiers(constructor)}{TypeName(constructor.DeclaringType!)}({Parameters(constructor)})";

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethodDefinition
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(CSharpNames.Of))}>"
            : "";
        return $"{Obsolete(method)}{Modifiers(method)}{CSharpNames.Of(method.ReturnType)} {method.Name}{generic}"
            + $"({Parameters(method)}){CSharpNames.Constraints(method)}";
    }

    private static string Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { } get && IsOffered(get) ? " get;" : "";
        var setter = property.SetMethod is { } set && IsOffered(set) ? $" {Setter(property, set)};" : "";
        return $"{Obsolete(property)}{Modifiers(property.GetMethod ?? property.SetMethod!)}"
            + $"{CSharpNames.Of(property.PropertyType)} {property.Name} {{{getter}{setter} }}";
    }

    private static string Setter(PropertyInfo property, MethodInfo set)
    {
        var isInit = set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        var narrower = set.IsFamily && property.GetMethod is { IsPublic: true } ? "protected " : "";
        return narrower + (isInit ? "init" : "set");
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsStatic ? "static " : "")}{CSharpNames.Of(field.FieldType)} {field.Name};";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, i) =>
        (i == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + (parameter.IsOut ? "out " : "")
        + $"{CSharpNames.Of(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {CSharpNames.Value(parameter.DefaultValue, parameter.ParameterType)}" : "")));

    private static string Modifiers(MethodBase method)
    {
        var access = method.IsPublic ? "" : "protected ";
        return method switch
        {
            { IsStatic: true } => access + "static ",
            { DeclaringType.IsInterface: true } => access,
            { IsAbstract: true } => access + "abstract ",
            { IsVirtual: true, IsFinal: false } when method is MethodInfo info =>
                access + (info.GetBaseDefinition() == info ? "virtual " : "override "),
            _ => access,
        };
    }

    private static string TypeName(Type type) => type.Name.Split('`')[0];

    private static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOffered(PropertyInfo property) =>
        (property.GetMethod is { } get && IsOffered(get)) || (property.SetMethod is { } set && IsOffered(set));

    private static bool IsNoAccessor(MethodInfo method) =>
        !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Obsolete(MemberInfo member) => member.IsDefined(typeof(ObsoleteAttribute)) ? "[Obsolete] " : "";
}
