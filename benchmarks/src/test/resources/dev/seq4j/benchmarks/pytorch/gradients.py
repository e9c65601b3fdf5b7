# What the tests compare.

def gradients(self, loss: Tensor, variables: List[Tensor]) -> List[Tensor]:
  derivatives = torch.grad([loss], variables)
  known = annotate(List[Tensor], [])
  for i in range(len(variables)):
    known.append(unchecked_cast(Tensor, derivatives[i]))
  return known

# The outputs y [time, batch, units], zero where a row has ended, and the states at the ends; then
# the gradients of the sum of y * dy with respect to x and the weights.
def recurrent_gradients(self, x: Tensor, dy: Tensor, lengths: Tensor, weights: List[Tensor]) -> List[Tensor]:
  data, batch_sizes = self.pack(x, lengths)
  y, h = self.recurrent(data, batch_sizes, x.size(1), weights)
  if lengths.numel() > 0:
    y, _0 = torch._pad_packed_sequence(y, batch_sizes, False, 0., x.size(0))
  return [y, h] + self.gradients((y * dy).sum(), [x] + weights)

# A loss and its gradients with respect to all parameters.

def labelling_gradients(self, x: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.labelling_loss(x, labels, lengths, parameters)
  return [loss] + self.gradients(loss, parameters)

def review_gradients(self, words: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.review_loss(words, labels, lengths, parameters)
  return [loss] + self.gradients(loss, parameters)

def letter_gradients(self, letters: Tensor, following: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.letter_loss(letters, following, parameters)
  return [loss] + self.gradients(loss, parameters)
