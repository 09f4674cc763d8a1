package io.jenkins.plugins.delivery.recorded.usage;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Walks an attributed source and collects what it uses. Names bring most of it, since the compiler has written the calls of super
 * constructors and the element names of annotations into the tree by then. What no name stands for is looked up: the constructor that
 * {@code new} runs, the method that a lambda becomes, the {@code close} at the end of a try, and the methods that ours override.
 */
final class UsageScanner extends TreePathScanner<Void, Void> {

    private final Trees trees;
    private final Hierarchy hierarchy;
    private final UsedApi used;

    UsageScanner(Trees trees, Hierarchy hierarchy, UsedApi used) {
        this.trees = trees;
        this.hierarchy = hierarchy;
        this.used = used;
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void none) {
        addElement();
        return super.visitIdentifier(tree, none);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree tree, Void none) {
        addElement();
        return super.visitMemberSelect(tree, none);
    }

    @Override
    public Void visitNewClass(NewClassTree tree, Void none) {
        addElement();
        return super.visitNewClass(tree, none);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void none) {
        addElement();
        addFunction(trees.getTypeMirror(getCurrentPath()));
        return super.visitMemberReference(tree, none);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void none) {
        addFunction(trees.getTypeMirror(getCurrentPath()));
        return super.visitLambdaExpression(tree, none);
    }

    @Override
    public Void visitClass(ClassTree tree, Void none) {
        if (trees.getElement(getCurrentPath()) instanceof TypeElement ours) {
            hierarchy.ancestors(ours).forEach(used::addAncestor);
        }
        return super.visitClass(tree, none);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void none) {
        if (trees.getElement(getCurrentPath()) instanceof ExecutableElement ours) {
            hierarchy.overridden(ours, used::covers).forEach(used::add);
        }
        return super.visitMethod(tree, none);
    }

    @Override
    public Void visitTry(TryTree tree, Void none) {
        for (Tree resource : tree.getResources()) {
            if (trees.getTypeMirror(new TreePath(getCurrentPath(), resource)) instanceof DeclaredType type) {
                hierarchy.closing((TypeElement) type.asElement()).ifPresent(used::add);
            }
        }
        return super.visitTry(tree, none);
    }

    private void addElement() {
        Element element = trees.getElement(getCurrentPath());
        if (element != null) {
            used.add(element);
        }
    }

    /** A lambda implements the one abstract method of its type; the method may come from a supertype. */
    private void addFunction(TypeMirror type) {
        if (type instanceof DeclaredType declared && declared.asElement() instanceof TypeElement function) {
            used.addAncestor(function);
            hierarchy.ancestors(function).forEach(used::addAncestor);
            hierarchy.unimplemented(function).forEach(used::add);
        }
    }
}
