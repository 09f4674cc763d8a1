package io.jenkins.plugins.delivery.engine;

/**
 * Input of an operation: a record whose components are the step's parameters, each with a {@link Parameter} annotation.
 *
 * <p>The canonical constructor normalises and validates and throws {@link InvalidInputException} with every problem it sees;
 * {@link RequestBinder} has already applied defaults and types.
 */
public interface OperationRequest {}
